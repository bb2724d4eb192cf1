import { describe, expect, it } from "vitest";
import { correctable, withQuantity } from "../src/domain/events";
import { deviceLetter, lotCode, PATTERNS } from "../src/domain/lotcodes";
import { massMg, massText } from "../src/domain/mass";
import { effects, undone } from "../src/domain/reading";

describe("lot codes", () => {
  it("carry the phone's own letter, so that two phones never make the same code", () => {
    expect(["d1", "d26", "d27"].map(deviceLetter)).toEqual(["A", "Z", "AA"]);
    expect(
      lotCode(PATTERNS.harvest, { date: "2026-09-12", place: "B4", product: "APL-BIN", device: "d1" }, () => false),
    ).toBe("H26-B4-0912-A");
  });

  it("go on to the next when a code is taken by another product", () => {
    const taken = new Set(["H26-B4-0912-A", "H26-B4-0912-A2"]);
    expect(
      lotCode(PATTERNS.harvest, { date: "2026-09-12", place: "B4", product: "APL-BIN", device: "d1" }, (code) =>
        taken.has(code),
      ),
    ).toBe("H26-B4-0912-A3");
  });
});

describe("mass for the eye", () => {
  const bin = {
    unit: "bin",
    units: [{ unit: "half-bin", per: "0.5" }],
    unit_mass: [
      { from: "2022-01-01", value: "925", unit: "lb" },
      { from: "2026-08-01", value: "900", unit: "lb" },
    ],
  };

  it("takes the factor of the day", () => {
    expect(massText(massMg({ value: "14", unit: "bin" }, bin, "2026-07-23") ?? 0, "lb", "en")).toBe("12,950 lb");
    expect(massText(massMg({ value: "14", unit: "half-bin" }, bin, "2026-09-01") ?? 0, "lb", "en")).toBe("6,300 lb");
  });

  it("knows nothing of a unit without a factor", () => {
    expect(massMg({ value: "1", unit: "tray" }, bin, "2026-07-23")).toBeNull();
    expect(massMg({ value: "2", unit: "kg" }, null, "2026-07-23")).toBe(2_000_000);
  });
});

describe("what an event does to tags", () => {
  const quantity = { value: "1", unit: "bin" };
  const dump = {
    kind: "pack",
    at: "2026-09-13T08:00:00Z",
    inputs: [{ tag: "T1", lot: "H1", quantity }],
    outputs: [{ lot: "P1", product: "BOX", tags: [{ tag: "T2", quantity }] }],
  };

  it("frees what was taken and binds what was made", () => {
    expect(effects(dump).tags.map((one) => [one.tag, one.state, one.lot])).toEqual([
      ["T1", "free", "H1"],
      ["T2", "bound", "P1"],
    ]);
  });

  it("is undone by a void", () => {
    expect(undone(dump).map((one) => [one.tag, one.state, one.lot])).toEqual([
      ["T1", "bound", "H1"],
      ["T2", "blank", null],
    ]);
  });
});

describe("corrections", () => {
  it("change the quantity of the event and of the tag that carried all of it", () => {
    const event = {
      kind: "harvest" as const,
      lot: "H1",
      product: "APL",
      from: [],
      quantity: { value: "1", unit: "bin" },
      tags: [{ tag: "T1", quantity: { value: "1", unit: "bin" } }],
    };
    const half = { value: "0.5", unit: "bin" };
    expect(withQuantity(event, half)).toMatchObject({ quantity: half, tags: [{ tag: "T1", quantity: half }] });
    expect(correctable({ kind: "ship", partner: "x", lines: [] })).toBeNull();
  });
});
