import type { Entry } from "../api";

/** What may be put right in an event, and what a correction changed. Pure. */

type Path = (string | number)[];
export interface Leaf {
  /** Where it stands in the event: outputs, 0, quantity, value. */
  path: Path;
  value: string;
}

/** What an event is, who signed it and what became of it: a correction says these anew. */
const NOT_SAID = new Set(
  (
    "seq type id kind v by at run replaces jws received held stands unread how device replaced_by voided_by " +
    "dev dseq prev mono off seen docs note"
  ).split(" "),
);

/** The texts and numbers that an event says, in its own order. */
export function leaves(entry: Entry): Leaf[] {
  const found: Leaf[] = [];
  const walk = (value: unknown, path: Path): void => {
    if (typeof value === "string" || typeof value === "number") found.push({ path, value: String(value) });
    else if (Array.isArray(value)) value.forEach((one, i) => walk(one, [...path, i]));
    else if (typeof value === "object" && value !== null)
      for (const [name, one] of Object.entries(value)) walk(one, [...path, name]);
  };
  for (const [name, value] of Object.entries(entry)) if (!NOT_SAID.has(name)) walk(value, [name]);
  return found;
}

export const pathText = (path: Path): string => path.join(".");

/** An event as it was said, with some leaves put right; whatever its type of leaf was, it stays. */
export function withLeaves(entry: Entry, changed: ReadonlyMap<string, string>): Record<string, unknown> {
  const put = (value: unknown, path: Path): unknown => {
    const given = changed.get(pathText(path));
    if (typeof value === "string") return given ?? value;
    if (typeof value === "number") return given === undefined ? value : Number(given);
    if (Array.isArray(value)) return value.map((one, i) => put(one, [...path, i]));
    if (typeof value === "object" && value !== null)
      return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, put(one, [...path, name])]));
    return value;
  };
  const dropped = new Set(
    [...NOT_SAID].filter((name) => !["kind", "v", "at", "by", "run", "docs", "note"].includes(name)),
  );
  return Object.fromEntries(
    Object.entries(entry).flatMap(([name, value]) => (dropped.has(name) ? [] : [[name, put(value, [name])]])),
  );
}

export interface Difference {
  path: string;
  old: string | null;
  now: string | null;
}

/** What a correction says otherwise than what it replaced: by place in the event, the hour among it. */
export function differences(old: Entry, now: Entry): Difference[] {
  const said = (entry: Entry): Map<string, string> =>
    new Map([
      ["at", entry.at ?? ""],
      ...leaves(entry).map(({ path, value }): [string, string] => [pathText(path), value]),
    ]);
  const [before, after] = [said(old), said(now)];
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((path) =>
    before.get(path) === after.get(path) ? [] : [{ path, old: before.get(path) ?? null, now: after.get(path) ?? null }],
  );
}

const idOf = (id: unknown): string => String(id).toLowerCase();

/** The standing entry among some that voids or replaces another. */
export function fixOf(entry: Entry, among: Entry[]): Entry | null {
  if (entry.id === undefined) return null;
  const id = idOf(entry.id);
  const fixes = among.filter(
    (one) => (one.kind === "void" && idOf(one["event"]) === id) || (one.replaces != null && idOf(one.replaces) === id),
  );
  return fixes.find((one) => one.stands !== false) ?? fixes.at(-1) ?? null;
}

/** What a correction replaced, among some. */
export const replacedBy = (entry: Entry, among: Entry[]): Entry | null =>
  entry.replaces == null
    ? null
    : (among.find((one) => one.id !== undefined && idOf(one.id) === idOf(entry.replaces)) ?? null);
