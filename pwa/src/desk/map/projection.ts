import type { Corner } from "../../api";

/** From degrees to the screen and back, by Mercator's projection. */

/** What is looked at: the middle, in parts of the world, and how many pixels the whole world would be wide. */
export interface Camera {
  x: number;
  y: number;
  world: number;
}
export interface Size {
  width: number;
  height: number;
}
export type Box = [west: number, south: number, east: number, north: number];

const WORLD_MAX = 2 ** 32;
const EDGE_PX = 26;
const EARTH_M = 40_075_016.7;

const right = (longitude: number): number => (longitude + 180) / 360;
const down = (latitude: number): number => (1 - Math.asinh(Math.tan((latitude * Math.PI) / 180)) / Math.PI) / 2;

/** The camera that sees a whole box. */
export function fit([west, south, east, north]: Box, { width, height }: Size): Camera {
  const wide = Math.max(right(east) - right(west), 1e-9);
  const high = Math.max(down(south) - down(north), 1e-9);
  const world = Math.min((width - 2 * EDGE_PX) / wide, (height - 2 * EDGE_PX) / high, WORLD_MAX);
  return { x: (right(west) + right(east)) / 2, y: (down(south) + down(north)) / 2, world };
}

export const toScreen =
  ({ x, y, world }: Camera, { width, height }: Size) =>
  ([longitude, latitude]: Corner): Corner => [
    (right(longitude) - x) * world + width / 2,
    (down(latitude) - y) * world + height / 2,
  ];

const DIGITS = 1e7;

/** Where on earth a point of the screen lies, to the centimetre. */
export const toEarth =
  ({ x, y, world }: Camera, { width, height }: Size) =>
  ([left, top]: Corner): Corner => {
    const longitude = ((left - width / 2) / world + x) * 360 - 180;
    const latitude = (Math.atan(Math.sinh(Math.PI * (1 - 2 * ((top - height / 2) / world + y)))) * 180) / Math.PI;
    return [Math.round(longitude * DIGITS) / DIGITS, Math.round(latitude * DIGITS) / DIGITS];
  };

/** How many metres a pixel is in the middle of the picture. */
export function metresOfPixel({ y, world }: Camera): number {
  const latitude = Math.atan(Math.sinh(Math.PI * (1 - 2 * y)));
  return (EARTH_M * Math.cos(latitude)) / world;
}

/** A scale's length of a round number, at most so many pixels long. */
export function roundLength(metres: number, metric: boolean): { length: number; unit: string; metres: number } {
  const [per, unit] = metric ? [1, "m"] : [0.3048, "ft"];
  const most = metres / per;
  const power = 10 ** Math.floor(Math.log10(most));
  const length = ([5, 2, 1].find((one) => one * power <= most) ?? 1) * power;
  return { length, unit, metres: length * per };
}

const ALONE = 0.001;
const DOWN_TO = 0.0002;

/** The box around some corners, with a little land around a single one; null around nothing. */
export function boxAround(corners: Corner[]): Box | null {
  if (corners.length === 0) return null;
  let [west, south, east, north] = [180, 90, -180, -90];
  for (const [x, y] of corners) {
    [west, east] = [Math.min(west, x), Math.max(east, x)];
    [south, north] = [Math.min(south, y), Math.max(north, y)];
  }
  const more = east - west > DOWN_TO || north - south > DOWN_TO ? 0 : ALONE;
  return [west - more, south - more, east + more, north + more];
}
