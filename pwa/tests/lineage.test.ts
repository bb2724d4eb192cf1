import { describe, expect, it } from "vitest";
import { edgesOf, folded, lossesOf, picture, through, weightsOf, type Box, type Edge } from "../src/sheets/lineage";

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

  const many: Box[] = Array.from({ length: 5000 }, (_, i) => box(`H-${i}`));
  const ways: Edge[] = many.map(({ key }, i) => ({ from: key, to: "P-1", mass_mg: i + 1 }));
  const fold = (opened: number, wanted: string) =>
    folded({ key: "back1", boxes: many }, weightsOf(ways), opened, wanted, rest);

  it("folds a step of many to those that most went through, opens it bit by bit, and finds each of five thousand", () => {
    expect(fold(0, "").boxes.map((one) => one.key)).toEqual([
      "H-4999",
      "H-4998",
      "H-4997",
      "H-4996",
      "H-4995",
      "H-4994",
      "+4994",
    ]);
    expect(fold(1, "").boxes).toHaveLength(57);
    expect(fold(0, "h-4321").boxes.map((one) => one.key)).toEqual(["H-4321"]);
    expect(fold(0, "h-").boxes).toHaveLength(50);
    expect(folded({ key: "a", boxes: many.slice(0, 7) }, new Map(), 0, "", rest).boxes).toHaveLength(7);
  });

  it("lets what is folded keep its ways: they lead to the box of the rest, with all that went there", () => {
    const { boxes, within } = fold(0, "");
    const drawn = picture([boxes, [box("P-1")]], through(ways, within)).ways;
    expect(drawn).toHaveLength(7);
    expect(drawn.reduce((sum, way) => sum + (way.mass_mg ?? 0), 0)).toBe((5000 * 5001) / 2);
    expect(drawn.find((way) => way.key === "+4994>P-1")?.mass_mg).toBe((4994 * 4995) / 2);
    expect(Math.max(...drawn.map((way) => way.wide))).toBe(18);
  });

  it("is drawn in a blink with five thousand lots in six steps", () => {
    const began = performance.now();
    const steps = Array.from({ length: 6 }, (_, n) => ({
      key: `s${n}`,
      boxes: many.map(({ key }) => box(`${n}${key}`)),
    }));
    const edges = steps
      .slice(1)
      .flatMap((step, n) =>
        step.boxes.map(({ key }, i) => ({ from: steps[n]?.boxes[i]?.key ?? "", to: key, mass_mg: i })),
      );
    const weights = weightsOf(edges);
    const columns = steps.map((step) => folded(step, weights, 0, "", rest));
    const within = new Map(columns.flatMap((one) => [...one.within]));
    const drawn = picture(
      columns.map((one) => one.boxes),
      through(edges, within),
    );
    expect(drawn.boxes).toHaveLength(42);
    expect(performance.now() - began).toBeLessThan(2_000);
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
