import { describe, expect, it } from "vitest";
import type { Block, Corner, Land } from "../src/api";
import { cornersOf, listOf } from "../src/desk/map/corners";
import { boxAround, fit, metresOfPixel, roundLength, toEarth, toScreen, type Box } from "../src/desk/map/projection";
import { byPick, byStatus, byYield } from "../src/desk/map/shading";

const size = { width: 800, height: 500 };
const box: Box = [-121.78, 36.92, -121.76, 36.94];

describe("the map's projection", () => {
  const camera = fit(box, size);

  it("sees the whole box, north above", () => {
    const at = toScreen(camera, size);
    const [west, north] = at([box[0], box[3]]);
    const [east, south] = at([box[2], box[1]]);
    expect(west).toBeGreaterThanOrEqual(0);
    expect(east).toBeLessThanOrEqual(size.width);
    expect(north).toBeLessThan(south);
    expect(south - north).toBeCloseTo(size.height - 52, 3);
  });

  it("leads back to the same centimetre", () => {
    const corner: Corner = [-121.7712345, 36.9304321];
    expect(toEarth(camera, size)(toScreen(camera, size)(corner))).toEqual(corner);
  });

  it("measures on the ground", () => {
    const [x1] = toScreen(camera, size)([-121.78, 36.93]);
    const [x2] = toScreen(camera, size)([-121.77, 36.93]);
    // A hundredth of a degree at 36.93° north.
    expect((x2 - x1) * metresOfPixel(camera)).toBeCloseTo(889.8, 0);
    expect(roundLength(170, false)).toEqual({ length: 500, unit: "ft", metres: 152.4 });
    expect(roundLength(170, true).length).toBe(100);
  });
});

const block = (more: Partial<Block>): Block => ({
  place: "B4",
  name: null,
  status: null,
  boundary: null,
  plantings: ["PL"],
  area_m2: null,
  planted_m2: null,
  mass_mg: 1,
  per_area: null,
  last_picked: null,
  days_since: null,
  ...more,
});
const land = (status: string | null): Land => ({
  id: "B4",
  geometry: null,
  properties: { code: "B4", name: null, kind: null, parent: null, status, area: null, drawn_m2: null, centre: null },
});

describe("the map's shades", () => {
  it("go up to a round number over the highest yield", () => {
    const some = [
      block({ per_area: { value: "54000", unit: "lb/acre" } }),
      block({ per_area: { value: "900", unit: "" } }),
    ];
    const shading = byYield(some);
    expect(shading.steps.map((one) => one.upTo)).toEqual([20_000, 40_000, 60_000, 80_000]);
    expect(some.map((one) => shading.of(land(null), one))).toEqual(["shade-3", "shade-1"]);
    expect(shading.of(land(null), block({ mass_mg: 0 }))).toBe("hatched");
    expect(shading.of(land(null), undefined)).toBe("bare");
  });

  it("say since when nobody picked, and what was never picked", () => {
    const looks = [0, 4, 31, null].map((days_since) => byPick.of(land(null), block({ days_since })));
    expect(looks).toEqual(["shade-0", "shade-1", "shade-4", "hatched"]);
  });

  it("are another pattern for each status", () => {
    const looks = ["organic", "transitional", "nonorganic", null].map((one) => byStatus.of(land(one), undefined));
    expect(new Set(looks).size).toBe(4);
  });
});

describe("a list of corners", () => {
  it("is what was drawn, and says which line is none", () => {
    const drawn: Corner[] = [
      [-121.771134, 36.930561],
      [-121.770463, 36.930644],
    ];
    expect(cornersOf(listOf(drawn))).toEqual({ corners: drawn, wrong: null });
    expect(cornersOf("36.93 -121.77\n\n36.94;-121.76").corners).toHaveLength(2);
    expect(cornersOf("36.93, -121.77\nby the gate").wrong).toBe(2);
    expect(cornersOf("-121.77, 36.93").wrong).toBe(1);
  });

  it("has land around it, even a single one", () => {
    expect(boxAround([])).toBeNull();
    const [west = 0, , east = 0] = boxAround([[-121.77, 36.93]]) ?? [];
    expect(east - west).toBeCloseTo(0.002, 6);
  });
});
