import type { Camera, Size } from "./projection";

/** Which tiles of a source lie under the map, and where on the screen: squares that halve from step to step. */

export interface Tile {
  z: number;
  x: number;
  y: number;
}
export interface Placed {
  left: number;
  top: number;
  width: number;
  height: number;
}

const TILE_PX = 256;
/** A screenful and a few: what more a finer screen could show is not worth what it costs to fetch. */
export const TILES_MAX = 48;

/** The tiles that cover the picture, those of its middle first, at the step whose pixels are nearest to the screen's. */
export function tilesOf(camera: Camera, size: Size, zoomMax: number, pixelRatio: number): Tile[] {
  const wanted = Math.round(Math.log2((camera.world * pixelRatio) / TILE_PX));
  for (let z = Math.max(0, Math.min(zoomMax, wanted)); ; z--) {
    const n = 2 ** z;
    const of = (middle: number, px: number): [number, number] => {
      const half = px / 2 / camera.world;
      return [Math.max(0, Math.floor((middle - half) * n)), Math.min(n - 1, Math.ceil((middle + half) * n) - 1)];
    };
    const [[west, east], [north, south]] = [of(camera.x, size.width), of(camera.y, size.height)];
    const [wide, high] = [Math.max(0, east - west + 1), Math.max(0, south - north + 1)];
    if (wide * high > TILES_MAX && z > 0) continue;
    const away = ({ x, y }: Tile): number => Math.hypot(x + 0.5 - camera.x * n, y + 0.5 - camera.y * n);
    return Array.from({ length: wide * high }, (_, i) => ({
      z,
      x: west + (i % wide),
      y: north + Math.floor(i / wide),
    })).toSorted((a, b) => away(a) - away(b));
  }
}

/** Where a tile lies on the screen, on whole pixels, so that no seam shows between two of them. */
export function placeOf({ z, x, y }: Tile, camera: Camera, { width, height }: Size): Placed {
  const n = 2 ** z;
  const across = (i: number): number => Math.round((i / n - camera.x) * camera.world + width / 2);
  const down = (i: number): number => Math.round((i / n - camera.y) * camera.world + height / 2);
  return { left: across(x), top: down(y), width: across(x + 1) - across(x), height: down(y + 1) - down(y) };
}

/** The tile of the step before that this one is a quarter of. */
export const parentOf = ({ z, x, y }: Tile): Tile => ({ z: z - 1, x: x >> 1, y: y >> 1 });

export const addressOf = (path: string, { z, x, y }: Tile): string =>
  path.replace("{z}", String(z)).replace("{x}", String(x)).replace("{y}", String(y));
