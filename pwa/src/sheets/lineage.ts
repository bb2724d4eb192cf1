import type { Trace } from "../api";

/** Where each lot stands in the picture of a lineage, and how wide the ways between them are. Pure. */

export interface Box {
  key: string;
  title: string;
  more: string;
  /** Where it opens; null for what has no page. */
  to: string | null;
  kind: "mine" | "lot" | "customer" | "loss" | "rest";
}
export interface Way {
  key: string;
  d: string;
  /** In pixels, by mass; the thinnest where no mass is known. */
  wide: number;
  mass_mg: number | null;
}
export interface Picture {
  boxes: (Box & { x: number; y: number })[];
  ways: Way[];
  width: number;
  height: number;
}
export interface Edge {
  from: string;
  to: string;
  mass_mg: number | null;
}

export const WIDE = 168;
export const HIGH = 46;
const ACROSS = 226;
const DOWN = 58;
const TOP = 8;
const WIDEST = 18;
const THINNEST = 1.5;

/** Columns from left to right, each centred; ways as curves from the right of one box to the left of another. */
export function picture(columns: Box[][], edges: Edge[]): Picture {
  const height = Math.max(1, ...columns.map((column) => column.length)) * DOWN + TOP;
  const boxes = columns.flatMap((column, i) => {
    const top = (height - column.length * DOWN) / 2;
    return column.map((box, j) => ({ ...box, x: i * ACROSS + 2, y: top + j * DOWN + 4 }));
  });
  const places = new Map(boxes.map((box) => [box.key, box]));
  // Many events between the same two lots are one way.
  const sums = new Map<string, Edge>();
  for (const edge of edges) {
    const key = `${edge.from}>${edge.to}`;
    const known = sums.get(key);
    const mass = known === undefined ? edge.mass_mg : (known.mass_mg ?? 0) + (edge.mass_mg ?? 0);
    sums.set(key, { ...edge, mass_mg: mass });
  }
  const most = Math.max(1, ...[...sums.values()].map((edge) => edge.mass_mg ?? 0));
  const ways = [...sums].flatMap(([key, edge]) => {
    const [from, to] = [places.get(edge.from), places.get(edge.to)];
    if (from === undefined || to === undefined || from.x >= to.x) return [];
    const [x, y, u, v] = [from.x + WIDE, from.y + HIGH / 2, to.x, to.y + HIGH / 2];
    const bend = (u - x) / 2;
    const wide = Math.max(THINNEST, ((edge.mass_mg ?? 0) / most) * WIDEST);
    return [{ key, d: `M${x} ${y}C${x + bend} ${y} ${u - bend} ${v} ${u} ${v}`, wide, mass_mg: edge.mass_mg }];
  });
  return { boxes, ways, width: columns.length * ACROSS - (ACROSS - WIDE) + 4, height };
}

const SHOWN_MAX = 7;
/** Of a step that somebody opened; more than so many nobody reads in a picture. */
const OPENED_MAX = 400;

/** A step of many: the first few and a box for the rest; all of them once it was opened, or those that a search finds. */
export function folded(boxes: Box[], rest: (count: number) => Box, opened: boolean, wanted: string): Box[] {
  const found = wanted === "" ? boxes : boxes.filter((box) => matches(box, wanted));
  const shown = wanted === "" && !opened ? SHOWN_MAX : OPENED_MAX;
  if (found.length <= shown) return found;
  return [...found.slice(0, shown - 1), rest(found.length - shown + 1)];
}

export const matches = (box: Box, wanted: string): boolean =>
  `${box.title} ${box.more}`.toLowerCase().includes(wanted.toLowerCase());

/** All ways that a trace and what left the lot are made of. */
export const edgesOf = (lot: string, back: Trace | null, forward: Trace | null, losses: Loss[]): Edge[] => [
  ...(back?.links ?? []),
  ...(forward?.links ?? []),
  ...(forward?.customers ?? []).map((one) => ({ from: one.lot, to: `→${one.partner}`, mass_mg: one.mass_mg })),
  ...losses.map((one) => ({ from: lot, to: `✕${one.account}`, mass_mg: one.mass_mg })),
];

/** What left a lot to nowhere: named losses, waste, shrink, and what nobody explains. */
export interface Loss {
  account: string;
  mass_mg: number;
}
const NOWHERE = new Set(["wasted", "shrink", "own_use", "sampled", "donated", "unaccounted:loss"]);
export const lossesOf = (lines: { account: string; mass_mg: number }[]): Loss[] =>
  lines
    .filter(({ account, mass_mg }) => mass_mg < 0 && (account.startsWith("loss:") || NOWHERE.has(account)))
    .map(({ account, mass_mg }) => ({ account, mass_mg: -mass_mg }));
