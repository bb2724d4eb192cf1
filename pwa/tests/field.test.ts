import { describe, expect, it } from "vitest";
import type { AnyEvent, LotState } from "../src/domain/reading";
import { unitsAfter } from "../src/domain/stock";
import { isTagCode, normalTagCode, slip, tagCode } from "../src/domain/codes";
import { readLabel } from "../src/domain/labels";
import { isPin, makePin } from "../src/domain/pin";
import { NUMERALS, numerals } from "../src/domain/prompts";
import { mayRecord } from "../src/domain/rights";
import { stillAtWork } from "../src/store/phone";
import { onScale } from "../src/field/tare";
import { upgraded, withRun, type Run } from "../src/store/run";

const LOT: LotState = {
  lot: "H1",
  kind: "harvest",
  product: "APL-BIN",
  status: "organic",
  place: "B4",
  units: "10",
  unit: "bin",
  mass_mg: 1,
  made_on: "2026-09-12",
};
const at = "2026-09-12T09:00:00-07:00";
const bins = (value: string) => ({ value, unit: "bin" });

describe("what a phone knows of a lot", () => {
  it("is the server's word and its own records that are not sent", () => {
    const events: AnyEvent[] = [
      { kind: "harvest", at, id: "a", lot: "H1", quantity: bins("2.5") },
      { kind: "pack", at, id: "b", inputs: [{ lot: "H1", quantity: bins("4") }], outputs: [] },
      { kind: "ship", at, id: "c", lines: [{ lot: "H2", quantity: bins("1") }] },
    ];
    expect(unitsAfter(LOT, events)).toBe(8.5);
  });

  it("leaves out what was voided or replaced since", () => {
    const events: AnyEvent[] = [
      { kind: "harvest", at, id: "a", lot: "H1", quantity: bins("5") },
      { kind: "harvest", at, id: "b", lot: "H1", quantity: bins("3"), replaces: "a" },
      { kind: "dispose", at, id: "c", lines: [{ lot: "H1", quantity: bins("1") }] },
      { kind: "void", at, id: "d", event: "c" },
    ];
    expect(unitsAfter(LOT, events)).toBe(13);
  });

  it("is nothing once all of it went", () => {
    expect(unitsAfter(LOT, [{ kind: "dispose", at, id: "a", lines: [{ lot: "H1" }] }])).toBe(0);
  });

  it("says nothing of a lot that is not counted in units", () => {
    expect(unitsAfter({ ...LOT, unit: null }, [])).toBeNull();
  });
});

describe("what is offered", () => {
  it("is what the server lets the person record", () => {
    expect(mayRecord(["crew"], "harvest")).toBe(true);
    expect(mayRecord(["crew"], "ship")).toBe(false);
    expect(mayRecord(["crew", "packer"], "ship")).toBe(true);
    expect(mayRecord(["inspector"], "note")).toBe(false);
  });

  it("is what crew may for a badge that the registry does not know", () => {
    expect(mayRecord(null, "harvest")).toBe(true);
    expect(mayRecord(null, "pack")).toBe(false);
  });
});

describe("runs", () => {
  const run: Run = {
    id: "r",
    kind: "ship",
    place: "B4",
    product: null,
    plantings: [],
    lot: null,
    unit: null,
    per_tag: "1",
    scanning: "in",
    said: {},
    docs: [],
    lines: [],
    started_at: 0,
  };

  it("are one at each place, and end alone", () => {
    const other = { ...run, id: "s", place: "SHED" };
    const both = withRun(withRun({}, "B4", run), "SHED", other);
    expect(Object.keys(both)).toEqual(["B4", "SHED"]);
    expect(withRun(both, "B4", null)).toEqual({ SHED: other });
  });

  it("of an earlier version keep the customer and the paper that were given", () => {
    const { said: _said, docs: _docs, plantings: _plantings, ...old } = run;
    const before = { ...old, partner: "valley-market", bol: "77", planting: "PL-B4" } as unknown as Run;
    expect(upgraded(before)).toMatchObject({
      said: { customer: "valley-market", bol: "77" },
      docs: [],
      plantings: ["PL-B4"],
    });
  });
});

describe("numbers that are said", () => {
  it("are put together from numerals", () => {
    expect(numerals(0)).toEqual(["n0"]);
    expect(numerals(17)).toEqual(["n17"]);
    expect(numerals(47)).toEqual(["n40", "n7"]);
    expect(numerals(100)).toEqual(["n100"]);
    expect(numerals(2345)).toEqual(["n2", "n1000", "n3", "n100", "n40", "n5"]);
    expect(numerals(120_000)).toEqual(["n100", "n20", "n1000"]);
  });

  it("need no numeral that cannot be recorded", () => {
    for (let n = 0; n < 3000; n += 1) for (const one of numerals(n)) expect(NUMERALS).toContain(one);
  });
});

describe("a slip in a typed code", () => {
  const tag = tagCode("7K3QZ0M9A");
  const known = (code: string): boolean => code === tag;

  it("is named by the tag that it may be", () => {
    const typed = `${tag.slice(0, 3)}8${tag.slice(4)}`;
    expect(slip(typed, known)).toEqual({ at: 4, typed: "8", should: "Q" });
  });

  it("is named by a character that no label has", () => {
    expect(slip(`U${tag.slice(1)}`, known)).toEqual({ at: 1, typed: "U", should: null });
  });

  it("is not guessed at where no tag is known that it may be", () => {
    expect(slip(`${tag.slice(0, 3)}8${tag.slice(4)}`, () => false)).toBeNull();
  });
});

describe("a scale with a bin on it", () => {
  const lb = (value: string) => ({ value, unit: "lb" });

  it("shows the net weight, and keeps gross and tare", () => {
    expect(onScale(lb("1016"), lb("85"))).toEqual({ mass: lb("931"), gross: lb("1016"), tare: lb("85") });
    expect(onScale(lb("1016"), { value: "40", unit: "kg" })?.mass.value).toBe("927.815");
  });

  it("cannot show less than the bin", () => {
    expect(onScale(lb("80"), lb("85"))).toBeNull();
    expect(onScale(lb("80"), null)).toEqual({ mass: lb("80") });
  });
});

describe("a PIN", () => {
  it("is known by its hash alone", async () => {
    const pin = await makePin("2468");
    expect(JSON.stringify(pin)).not.toContain("2468");
    expect(await isPin("2468", pin)).toBe(true);
    expect(await isPin("2469", pin)).toBe(false);
  });
});

describe("who works", () => {
  const eight = Date.UTC(2026, 8, 12, 8);
  const hours = (n: number): number => eight + n * 3_600_000;

  it("ends with the shift, after twelve hours", () => {
    expect(stillAtWork(eight, hours(11.9))).toBe(true);
    expect(stillAtWork(eight, hours(12.1))).toBe(false);
  });

  it("is left alone where a phone of before does not know since when", () => {
    expect(stillAtWork(null, eight)).toBe(true);
  });
});

describe("a lot's code that is typed", () => {
  const nobody = { places: () => false, people: () => false };
  // Its characters without the dashes are those of a tag, check character and all.
  const chance = [..."0123456789ABCDEFGHJKMNPQRSTVWXYZ"]
    .map((last) => `P26-1125-QQ${last}`)
    .find((code) => isTagCode(normalTagCode(code)));

  it("is not taken for a tag", () => {
    expect(chance).toBeDefined();
    expect(readLabel(chance ?? "", "farm", nobody)).toEqual({ kind: "lot", code: chance });
  });

  it("is a lot where the phone knows one of that code, whatever else it might be", () => {
    const tag = tagCode("7K3QZ0M9A");
    expect(readLabel(tag, "farm", nobody)).toEqual({ kind: "tag", code: tag });
    expect(readLabel(tag, "farm", { ...nobody, lots: (code) => code === tag })).toEqual({ kind: "lot", code: tag });
    expect(readLabel(`${tag.slice(0, 5)}-${tag.slice(5)}`, "farm", nobody)).toEqual({ kind: "tag", code: tag });
  });
});
