import { h } from "preact";
import { describe, expect, it } from "vitest";
import { textOf } from "../src/ui/cells";
import { csvText, gridOf } from "../src/ui/grid";

describe("a table to take away", () => {
  it("has numbers bare, under a heading with their unit, and nothing for a dash", () => {
    const grid = gridOf(
      "Harvest",
      [
        { title: "Lot" },
        { title: "Mass", number: true },
        { title: "Change", number: true },
        { title: "Exact", number: true, unit: "lb" },
        { title: "Last pick", day: true },
      ],
      [
        ["0012", "11,100.0 lb", "+12 %", 11100.0625, "2026-09-12"],
        ["00350123451234569991", "40 lb", "−3 %", null, "never"],
        ["3", "–", "–", 0, "–"],
      ],
    );
    expect(grid.columns).toEqual([
      { title: "Lot", kind: "text" },
      { title: "Mass (lb)", kind: "number" },
      { title: "Change (%)", kind: "number" },
      { title: "Exact (lb)", kind: "number" },
      { title: "Last pick", kind: "day" },
    ]);
    expect(grid.rows).toEqual([
      ["0012", 11100, 12, 11100.0625, "2026-09-12"],
      ["00350123451234569991", 40, -3, null, "never"],
      ["3", null, null, 0, null],
    ]);
  });

  it("has a column for units where there are several, and leaves alone what is two amounts at once", () => {
    const columns = [{ title: "Units", number: true }];
    expect(gridOf("a", columns, [["12 bin"], ["1,040.5 tray"]])).toMatchObject({
      columns: [{ title: "Units", kind: "number" }, { kind: "text" }],
      rows: [
        [12, "bin"],
        [1040.5, "tray"],
      ],
    });
    expect(gridOf("a", columns, [["12 bin"], ["3 bin, 4 tray"]])).toMatchObject({
      columns: [{ title: "Units", kind: "text" }],
      rows: [["12 bin"], ["3 bin, 4 tray"]],
    });
  });

  it("as CSV quotes what needs it, and lets no text be a formula", () => {
    const columns = [{ title: "Code", kind: "text" as const }];
    expect(csvText({ columns, rows: [["a,b", 'say "hi"', 5, "=1+1", "@x", "-3", -3, null]] })).toBe(
      `\uFEFFCode\r\n"a,b","say ""hi""",5,'=1+1,'@x,'-3,-3,\r\n`,
    );
  });
});

it("a cell is read without the signs that stand for eyes alone, and nothing of it is drawn for that", () => {
  const sign = h("i", { "aria-hidden": "true" }, "●");
  expect(textOf(h("span", null, sign, " organic", ["  ", 12]))).toBe("organic 12");
  expect([textOf(null), textOf(false), textOf(7), textOf("–")]).toEqual([null, null, 7, "–"]);
});
