import type { Corner } from "../../api";

/** Corners as people write them: a line each, latitude first, as maps and phones show it. */

export const listOf = (corners: Corner[]): string =>
  corners.map(([longitude, latitude]) => `${latitude.toFixed(6)}, ${longitude.toFixed(6)}`).join("\n");

/** The corners of a list, and the number of the first line that is none. */
export function cornersOf(text: string): { corners: Corner[]; wrong: number | null } {
  const corners: Corner[] = [];
  for (const [i, line] of text.split("\n").entries()) {
    if (line.trim() === "") continue;
    const [, latitude, longitude] = /^\s*(-?\d+(?:\.\d+)?)[\s,;]+(-?\d+(?:\.\d+)?)\s*$/.exec(line) ?? [];
    const corner: Corner = [Number(longitude), Number(latitude)];
    if (latitude === undefined || Math.abs(corner[0]) > 180 || Math.abs(corner[1]) > 90)
      return { corners, wrong: i + 1 };
    corners.push(corner);
  }
  return { corners, wrong: null };
}
