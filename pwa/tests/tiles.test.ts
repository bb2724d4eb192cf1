import { describe, expect, it } from "vitest";
import { fit, type Box, type Camera } from "../src/desk/map/projection";
import { TILES_MAX, addressOf, parentOf, placeOf, tilesOf } from "../src/desk/map/tiles";

const size = { width: 900, height: 620 };
const box: Box = [-121.8, 36.915, -121.79, 36.925];
const camera = fit(box, size);

describe("the tiles under the map", () => {
  it("cover the picture, and little beside it", () => {
    const tiles = tilesOf(camera, size, 19, 1);
    const places = tiles.map((one) => placeOf(one, camera, size));
    expect(Math.min(...places.map((one) => one.left))).toBeLessThanOrEqual(0);
    expect(Math.min(...places.map((one) => one.top))).toBeLessThanOrEqual(0);
    expect(Math.max(...places.map((one) => one.left + one.width))).toBeGreaterThanOrEqual(size.width);
    expect(Math.max(...places.map((one) => one.top + one.height))).toBeGreaterThanOrEqual(size.height);
    expect(
      places.every(
        ({ left, top, width, height }) =>
          left < size.width && top < size.height && left + width > 0 && top + height > 0,
      ),
    ).toBe(true);
  });

  it("lie where they belong on earth", () => {
    const near: Camera = { ...camera, world: 256 * 2 ** 14 };
    // The middle is 121.795° west, 36.92° north; the numbers are those of wiki.openstreetmap.org, Slippy map tilenames.
    expect(tilesOf(near, { width: 2, height: 2 }, 19, 1)).toEqual([{ z: 14, x: 2648, y: 6381 }]);
  });

  it("are of the step whose pixels are the screen's, finer on a finer screen", () => {
    const world = 256 * 2 ** 16;
    const step = (ratio: number, zoomMax = 19): number | undefined =>
      tilesOf({ ...camera, world }, { width: 360, height: 360 }, zoomMax, ratio)[0]?.z;
    expect([step(1), step(2), step(2.6)]).toEqual([16, 17, 17]);
    expect(step(2, 15)).toBe(15);
    expect(tilesOf({ ...camera, world: 300 }, size, 19, 1)[0]?.z).toBe(0);
  });

  it("are never more than a screenful and a few", () => {
    for (const ratio of [1, 1.5, 2, 3, 4])
      expect(tilesOf(camera, size, 22, ratio).length).toBeLessThanOrEqual(TILES_MAX);
  });

  it("begin in the middle and leave no seam", () => {
    const [first, ...others] = tilesOf(camera, size, 19, 1);
    if (first === undefined) throw new Error("no tile");
    const { left, top, width, height } = placeOf(first, camera, size);
    expect(left <= size.width / 2 && left + width >= size.width / 2).toBe(true);
    expect(top <= size.height / 2 && top + height >= size.height / 2).toBe(true);
    const beside = others.find((one) => one.x === first.x + 1 && one.y === first.y);
    if (beside === undefined) throw new Error("nothing beside it");
    expect(placeOf(beside, camera, size).left).toBe(left + width);
  });

  it("are quarters of the one before, and have an address each", () => {
    expect(parentOf({ z: 14, x: 2649, y: 6391 })).toEqual({ z: 13, x: 1324, y: 3195 });
    expect(addressOf("/api/v1/tiles/0a/{z}/{x}/{y}", { z: 14, x: 2649, y: 6391 })).toBe(
      "/api/v1/tiles/0a/14/2649/6391",
    );
  });
});
