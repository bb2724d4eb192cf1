import { describe, expect, it } from "vitest";
import { edgesOf, folded, lossesOf, picture, type Box } from "../src/sheets/lineage";

const box = (key: string, kind: Box["kind"] = "lot"): Box => ({
  key,
  title: key,
  more: "harvest · B4",
  to: null,
  kind,
});
const rest = (n: number): Box => box(`+${n}`, "rest");

describe("the picture of a lineage", () => {
  it("draws a way as wide as its mass, and many events between two lots as one", () => {
    const { ways } = picture(
      [[box("A"), box("B")], [box("C")]],
      [
        { from: "A", to: "C", mass_mg: 10 },
        { from: "A", to: "C", mass_mg: 20 },
        { from: "B", to: "C", mass_mg: 15 },
        { from: "C", to: "A", mass_mg: 99 }, // rework, against the way: not drawn
        { from: "X", to: "C", mass_mg: 1 }, // not in the picture
      ],
    );
    expect(ways.map(({ key, mass_mg }) => [key, mass_mg])).toEqual([
      ["A>C", 30],
      ["B>C", 15],
    ]);
    expect(ways[0]?.wide).toBeCloseTo(2 * (ways[1]?.wide ?? 0));
  });

  it("draws a way without mass as thin as can be, and not as nothing", () => {
    const { ways } = picture([[box("A")], [box("B")]], [{ from: "A", to: "B", mass_mg: null }]);
    expect(ways[0]?.wide).toBeGreaterThan(0);
  });

  it("puts boxes of a step one under the other, with no two on one spot", () => {
    const { boxes, width, height } = picture([[box("A")], [box("B"), box("C"), box("D")]], []);
    expect(new Set(boxes.map(({ x, y }) => `${x} ${y}`)).size).toBe(4);
    for (const { x, y } of boxes) expect(x >= 0 && y >= 0 && x < width && y < height).toBe(true);
  });

  it("folds a step of many, opens it, and stays usable with five thousand", () => {
    const many = Array.from({ length: 5000 }, (_, i) => box(`H-${i}`));
    expect(
      folded(many, rest, false, "")
        .map((one) => one.key)
        .at(-1),
    ).toBe("+4994");
    expect(folded(many, rest, false, "")).toHaveLength(7);
    expect(folded(many, rest, true, "").length).toBeLessThanOrEqual(400);
    expect(folded(many, rest, false, "h-4321").map((one) => one.key)).toEqual(["H-4321"]);
    expect(folded(many.slice(0, 7), rest, false, "")).toHaveLength(7);
  });

  it("lets what was lost leave the lot", () => {
    const lines = [
      { account: "opening", mass_mg: 0 },
      { account: "harvested", mass_mg: 100 },
      { account: "loss:culls", mass_mg: -10 },
      { account: "unaccounted:loss", mass_mg: -2 },
      { account: "shipped", mass_mg: -80 },
    ];
    const losses = lossesOf(lines);
    expect(losses).toEqual([
      { account: "loss:culls", mass_mg: 10 },
      { account: "unaccounted:loss", mass_mg: 2 },
    ]);
    expect(edgesOf("A", null, null, losses)[0]).toEqual({ from: "A", to: "✕loss:culls", mass_mg: 10 });
  });
});
