import { describe, expect, it } from "vitest";
import { differences, fixOf, leaves, pathText, replacedBy, withLeaves } from "../src/sheets/corrections";
import type { Entry } from "../src/api";

const packed: Entry = {
  seq: 7,
  type: "event",
  id: "A1",
  kind: "pack",
  v: 1,
  at: "2026-09-13T09:00:00-07:00",
  by: "c07",
  run: "R1",
  dev: "d1",
  dseq: 4,
  stands: false,
  inputs: [{ lot: "H1", quantity: { value: "4", unit: "bin" } }],
  outputs: [{ lot: "P1", product: "BOX", quantity: { value: "88", unit: "box" }, tags: [] }],
  close: true,
};

describe("a correction", () => {
  it("may put right what an event says, and not what it is or who signed it", () => {
    expect(leaves(packed).map(({ path }) => pathText(path))).toEqual([
      "inputs.0.lot",
      "inputs.0.quantity.value",
      "inputs.0.quantity.unit",
      "outputs.0.lot",
      "outputs.0.product",
      "outputs.0.quantity.value",
      "outputs.0.quantity.unit",
    ]);
  });

  it("says the rest as it was said, and nothing of the phone's", () => {
    const said = withLeaves(packed, new Map([["outputs.0.quantity.value", "86"]]));

    expect(said).toEqual({
      kind: "pack",
      v: 1,
      at: packed.at,
      by: "c07",
      run: "R1",
      inputs: packed["inputs"],
      outputs: [{ lot: "P1", product: "BOX", quantity: { value: "86", unit: "box" }, tags: [] }],
      close: true,
    });
  });

  it("shows the old beside the new", () => {
    const now: Entry = {
      ...packed,
      ...withLeaves(packed, new Map([["outputs.0.quantity.value", "86"]])),
      seq: 9,
      id: "b2",
      replaces: "a1",
      stands: true,
      refs: [{ kind: "bol", number: "12" }],
    };

    expect(replacedBy(now, [packed, now])).toBe(packed);
    expect(fixOf(packed, [packed, now])).toBe(now);
    expect(differences(packed, now)).toEqual([
      { path: "outputs.0.quantity.value", old: "88", now: "86" },
      { path: "refs.0.kind", old: null, now: "bol" },
      { path: "refs.0.number", old: null, now: "12" },
    ]);
  });

  it("is found whether it voids or replaces, the one that stands before one that does not", () => {
    const gone: Entry = { seq: 8, type: "event", id: "v1", kind: "void", event: "A1", stands: false };
    const stands: Entry = { seq: 9, type: "event", id: "v2", kind: "void", event: "a1", stands: true };

    expect(fixOf(packed, [packed, gone, stands])).toBe(stands);
    expect(fixOf(packed, [packed, gone])).toBe(gone);
    expect(fixOf(packed, [packed])).toBeNull();
  });
});
