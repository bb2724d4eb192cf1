import { describe, expect, it } from "vitest";
import { PAUSE_MS, Wedge } from "../src/device/wedge";

const LABEL = "HTTP://LOCALHOST/T/FARM/7K3QZ0M9AX";

/** Types a text with a pause before each key; returns what Enter then yields. */
function type(wedge: Wedge, text: string, pause_ms: (i: number) => number, from_ms = 0): string | null {
  let now = from_ms;
  for (const [i, key] of [...text].entries()) wedge.press(key, (now += pause_ms(i)));
  return wedge.press("Enter", now + pause_ms(text.length));
}

describe("a scanner that types", () => {
  it("is read at the pace of a scanner", () => {
    expect(type(new Wedge(), LABEL, () => 5)).toBe(LABEL);
  });

  it("is read whole where a busy phone holds its keys up", () => {
    expect(type(new Wedge(), LABEL, (i) => (i % 7 === 3 ? 400 : 5))).toBe(LABEL);
  });

  it("is read through the Shift key that some send for every capital", () => {
    const wedge = new Wedge();
    for (const key of LABEL) {
      wedge.press("Shift", 0);
      wedge.press(key, 0);
    }
    expect(wedge.press("Enter", 0)).toBe(LABEL);
  });

  it("does not begin with a key that was struck long before", () => {
    const wedge = new Wedge();
    wedge.press("x", 0);
    expect(type(wedge, LABEL, () => 5, PAUSE_MS + 1)).toBe(LABEL);
  });

  it("is told from a bare Enter on a button", () => {
    const wedge = new Wedge();
    expect(type(wedge, LABEL, () => 5)).toBe(LABEL);
    expect(wedge.press("Enter", 300)).toBeNull();
  });
});
