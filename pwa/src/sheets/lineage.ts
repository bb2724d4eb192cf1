import type { Side } from "../api";

/** Where each lot stands in the picture of a lineage, and how wide the ways between them are. Pure. */

export interface Box {
  key: string;
  title: string;
  more: string;
  /** Where it opens; null for what has no page. */
  to: string | null;
  kind: "mine" | "lot" | "supplier" | "customer" | "loss" | "rest";
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

/** From here on columns begin at the top: in the middle of a high picture nobody would find a short one. */
const TALL = 14 * DOWN;

/** Columns from left to right, each centred; ways as curves from the right of one box to the left of another. */
export function picture(columns: Box[][], edges: Edge[]): Picture {
  const height = Math.max(1, ...columns.map((column) => column.length)) * DOWN + TOP;
  const boxes = columns.flatMap((column, i) => {
    const top = height > TALL ? 0 : (height - column.length * DOWN) / 2;
    return column.map((box, j) => ({ ...box, x: i * ACROSS + 2, y: top + j * DOWN + 4 }));
  });
  const places = new Map(boxes.map((box) => [box.key, box]));
  const sums = joined(edges);
  const most = sums.reduce((most, edge) => Math.max(most, edge.mass_mg ?? 0), 1);
  const ways = sums.flatMap((edge) => {
    const [from, to] = [places.get(edge.from), places.get(edge.to)];
    if (from === undefined || to === undefined || from.x >= to.x) return [];
    const [x, y, u, v] = [from.x + WIDE, from.y + HIGH / 2, to.x, to.y + HIGH / 2];
    const bend = (u - x) / 2;
    const wide = Math.max(THINNEST, ((edge.mass_mg ?? 0) / most) * WIDEST);
    const key = `${edge.from}>${edge.to}`;
    return [{ key, d: `M${x} ${y}C${x + bend} ${y} ${u - bend} ${v} ${u} ${v}`, wide, mass_mg: edge.mass_mg }];
  });
  return { boxes, ways, width: columns.length * ACROSS - (ACROSS - WIDE) + 4, height };
}

/** Many events between the same two lots are one way. */
function joined(edges: Edge[]): Edge[] {
  const sums = new Map<string, Edge>();
  for (const edge of edges) {
    const key = `${edge.from}>${edge.to}`;
    const known = sums.get(key);
    const mass_mg =
      known === undefined || known.mass_mg === null || edge.mass_mg === null
        ? (known?.mass_mg ?? edge.mass_mg)
        : known.mass_mg + edge.mass_mg;
    sums.set(key, { ...edge, mass_mg });
  }
  return [...sums.values()];
}

/** How many of a step are seen before it is opened, and how many more each time. */
const SHOWN = 7;
const MORE = 50;

export interface Step {
  key: string;
  boxes: Box[];
}
export interface Folded {
  boxes: Box[];
  /** The box in whose place each folded one is drawn. */
  within: Map<string, string>;
}

/**
 * A step of many: those that most went through and a box for the rest, more of them each time it is opened; or those
 * that a search finds. What is folded keeps its ways: they lead to the box of the rest.
 */
export function folded(
  step: Step,
  weights: ReadonlyMap<string, number>,
  opened: number,
  wanted: string,
  rest: (count: number) => Box,
): Folded {
  const found = wanted === "" ? step.boxes : step.boxes.filter((box) => matches(box, wanted));
  const shown = (wanted === "" ? SHOWN : MORE) + opened * MORE;
  if (found.length <= shown) return { boxes: found, within: new Map() };
  const weight = (box: Box): number => weights.get(box.key) ?? 0;
  const first = found.toSorted((a, b) => weight(b) - weight(a));
  const box = rest(found.length - shown + 1);
  const within = new Map(first.slice(shown - 1).map((one) => [one.key, box.key]));
  return { boxes: [...first.slice(0, shown - 1), box], within };
}

/** How much went through each lot: what came into it or what left it, whichever is more. */
export function weightsOf(edges: Edge[]): Map<string, number> {
  const [into, out] = [new Map<string, number>(), new Map<string, number>()];
  for (const { from, to, mass_mg } of edges) {
    out.set(from, (out.get(from) ?? 0) + (mass_mg ?? 0));
    into.set(to, (into.get(to) ?? 0) + (mass_mg ?? 0));
  }
  return new Map([...into.keys(), ...out.keys()].map((key) => [key, Math.max(into.get(key) ?? 0, out.get(key) ?? 0)]));
}

/** The ways as they are drawn where some lots are folded into a box. */
export const through = (edges: Edge[], within: ReadonlyMap<string, string>): Edge[] =>
  within.size === 0
    ? edges
    : edges.map((edge) => ({
        ...edge,
        from: within.get(edge.from) ?? edge.from,
        to: within.get(edge.to) ?? edge.to,
      }));

export const matches = (box: Box, wanted: string): boolean =>
  `${box.title} ${box.more}`.toLowerCase().includes(wanted.toLowerCase());

/** All ways that a lineage and what left the lot are made of. */
export const edgesOf = (lot: string, back: Side | null, forward: Side | null, losses: Loss[]): Edge[] => [
  ...(back?.suppliers ?? []).map((one) => ({ from: `←${one.partner}`, to: one.lot, mass_mg: one.mass_mg })),
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
