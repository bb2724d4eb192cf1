import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { checkCharacter, checkedCode, isTagCode, normalTagCode, tagCode } from "../src/domain/codes";
import { readLabel } from "../src/domain/labels";

const known = { places: (code: string) => code === "B4", people: (code: string) => code === "C07" };
interface Vectors {
  tag: { nine: string; code: string }[];
  typed: { typed: string; code: string }[];
  label: { code: string; check: string }[];
}
const shared = new URL("../../tests/vectors/codes.json", import.meta.url);

describe("tag codes", () => {
  const tag = tagCode("7K3QZ0M9A");

  it("finds every single wrong character", () => {
    for (let i = 0; i < 10; i += 1)
      for (const other of "0123456789ABCDEFGHJKMNPQRSTVWXYZ")
        if (other !== tag[i]) expect(isTagCode(tag.slice(0, i) + other + tag.slice(i + 1))).toBe(false);
  });

  it("finds every swap of two characters", () => {
    for (let i = 0; i < 10; i += 1)
      for (let j = i + 1; j < 10; j += 1) {
        const swapped = [...tag];
        [swapped[i], swapped[j]] = [tag[j] ?? "", tag[i] ?? ""];
        if (tag[i] !== tag[j]) expect(isTagCode(swapped.join(""))).toBe(false);
      }
  });

  it("reads what people type for what is printed", () => {
    expect(normalTagCode(" 7k3q-zom9 al ")).toBe("7K3QZ0M9A1");
  });

  it("agrees with the server's vectors", () => {
    const vectors = JSON.parse(readFileSync(shared, "utf8")) as Vectors;
    expect(vectors.tag.length).toBeGreaterThan(0);
    for (const { nine, code } of vectors.tag) expect(tagCode(nine)).toBe(code);
    for (const { typed, code } of vectors.typed) expect(normalTagCode(typed)).toBe(code);
    for (const { code, check } of vectors.label) expect(checkCharacter(code)).toBe(check);
  });
});

describe("labels", () => {
  const url = "HTTP://127.0.0.1:8000";
  const tag = tagCode("7K3QZ0M9A");

  it("tells a tag, a place, a lot, a badge and an enrolment apart", () => {
    expect(readLabel(`${url}/T/FARM/${tag}`, "farm", known)).toEqual({ kind: "tag", code: tag });
    expect(readLabel(`${url}/P/FARM/B4`, "farm", known)).toEqual({ kind: "place", code: "B4" });
    expect(readLabel(`${url}/L/FARM/H26-B4-0912-A`, "farm", known)).toEqual({ kind: "lot", code: "H26-B4-0912-A" });
    expect(readLabel(`${url}/B/FARM/C07`, "farm", known)).toEqual({ kind: "badge", code: "C07" });
    // A case label with a GTIN says its lot as a GS1 Digital Link.
    expect(readLabel(`${url}/01/09520123456788/10/P26-0913-1`, "farm", known)).toEqual({
      kind: "lot",
      code: "P26-0913-1",
    });
    expect(readLabel("https://id.gs1.org/01/09520123456788/22/2A/10/ABC%2D1/21/5?17=1", "farm", known)).toEqual({
      kind: "lot",
      code: "ABC-1",
    });
    expect(readLabel(`${url}/E/FARM/0123456789ABCDEFGHJKMNPQRS`, null, known)).toEqual({
      kind: "enrolment",
      code: "FARM.0123456789ABCDEFGHJKMNPQRS",
    });
  });

  it("reads whose case it is from the stem of a Digital Link", () => {
    const link = `${url}/G/FARM/01/09520123456788/10/P26-0913-1`;
    expect(readLabel(link, "farm", known)).toEqual({ kind: "lot", code: "P26-0913-1" });
    expect(readLabel(link, "other", known)).toEqual({ kind: "foreign", operation: "FARM" });
  });

  it("says whose label it is when it is not ours", () => {
    expect(readLabel(`${url}/T/OTHER/${tag}`, "farm", known)).toEqual({ kind: "foreign", operation: "OTHER" });
    expect(readLabel("https://example.org/menu", "farm", known)).toEqual({
      kind: "unknown",
      text: "https://example.org/menu",
    });
  });

  it("refuses a slip in a printed or typed code", () => {
    const slip = `${tag.slice(0, 9)}${tag[9] === "0" ? "1" : "0"}`;
    expect(readLabel(`${url}/T/FARM/${slip}`, "farm", known).kind).toBe("mistyped");
    expect(readLabel(slip, "farm", known).kind).toBe("mistyped");
    expect(readLabel(`B4/${checkCharacter("B4") === "0" ? "1" : "0"}`, "farm", known).kind).toBe("mistyped");
  });

  it("takes typed codes with and without their check character", () => {
    expect(readLabel("b4", "farm", known)).toEqual({ kind: "place", code: "B4" });
    expect(readLabel(`b4/${checkCharacter("B4")}`, "farm", known)).toEqual({ kind: "place", code: "B4" });
    expect(checkedCode(`H26-B4-0912-A/${checkCharacter("H26-B4-0912-A")}`)).toBe("H26-B4-0912-A");
    expect(readLabel("h26-b4-0912-a", "farm", known)).toEqual({ kind: "lot", code: "H26-B4-0912-A" });
  });
});
