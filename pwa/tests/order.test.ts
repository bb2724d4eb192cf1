import { describe, expect, it } from "vitest";
import { ordered, pressed, read, written } from "../src/ui/order";

const sorted = (cells: (string | number | null)[], down = false, number = false, locale = "en-US") =>
  ordered(cells, (cell) => cell, { down, number, locale });

describe("a table in order of one of its columns", () => {
  it("has words as the language orders them, and 2 before 10", () => {
    expect(sorted(["Bed 10", "zebra", "Ñandú", "bed 2", "Nogal"], false, false, "es-US")).toEqual([
      "bed 2",
      "Bed 10",
      "Nogal",
      "Ñandú",
      "zebra",
    ]);
  });

  it("has figures by their size, unit by unit, and moments as they follow each other", () => {
    expect(sorted(["1,040.5 lb", "−3 lb", "12 lb", "3 bin"], false, true)).toEqual([
      "3 bin",
      "−3 lb",
      "12 lb",
      "1,040.5 lb",
    ]);
    expect(sorted([10, 9, -1])).toEqual([-1, 9, 10]);
    expect(sorted(["2026-09-12T09:00:00-07:00", "2026-09-02", "2025-12-31"])).toEqual([
      "2025-12-31",
      "2026-09-02",
      "2026-09-12T09:00:00-07:00",
    ]);
  });

  it("has what says nothing at the end either way, and leaves what says the same as it was", () => {
    expect(sorted(["–", "b", null, "a", ""])).toEqual(["a", "b", "–", null, ""]);
    expect(sorted(["–", "b", null, "a", ""], true)).toEqual(["b", "a", "–", null, ""]);
    const rows = [
      ["x", 1],
      ["x", 2],
    ] as const;
    expect(ordered([...rows], ([same]) => same, { down: true, number: false, locale: "en" })).toEqual(rows);
  });

  it("goes up, down, and back to what it was, and stands in the address", () => {
    const up = pressed(null, 2);
    const down = pressed(up, 2);
    expect([written(up), written(down), pressed(down, 2)]).toEqual(["3", "-3", null]);
    expect(pressed(down, 0)).toEqual({ column: 0, down: false });
    expect(read("-3", 5)).toEqual(down);
    for (const wrong of [null, "", "0", "6", "x", "--1"]) expect(read(wrong, 5)).toBeNull();
  });
});
