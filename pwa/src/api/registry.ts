import { blob, json, query, whenWritten } from "./http";
import type { RegistryName, RegistryTypes } from "./records";

/** A list page is either the list itself or an object that holds it under the registry's name. */
type ListPage<T> = T[] | (Record<string, T[]> & { next?: string | null });

/** A whole list. Whoever asks while another waits for the same list gets that answer, unless something was written since. */
export function registry<N extends RegistryName>(name: N): Promise<RegistryTypes[N][]> {
  const waiting = asked.get(name) as ReturnType<typeof whole<N>> | undefined;
  if (waiting !== undefined) return waiting;
  const found = whole(name).finally(() => asked.get(name) === found && asked.delete(name));
  asked.set(name, found);
  return found;
}

const asked = new Map<RegistryName, Promise<unknown>>();
whenWritten(() => asked.clear());

async function whole<N extends RegistryName>(name: N): Promise<RegistryTypes[N][]> {
  const all: RegistryTypes[N][] = [];
  for (let after: string | null = null; ;) {
    const page: ListPage<RegistryTypes[N]> = await json(`/${name}${query({ after, limit: 1000 })}`);
    const rows = Array.isArray(page) ? page : (page[name] ?? []);
    all.push(...rows);
    after = Array.isArray(page) ? null : (page.next ?? null);
    if (after === null || rows.length === 0) return all;
  }
}

export function putRecord<N extends RegistryName>(name: N, body: RegistryTypes[N]): Promise<unknown> {
  return json(`/${name}/${encodeURIComponent(body.code)}`, { method: "PUT", body });
}

/** A field that two versions of a record say otherwise; null: nothing. */
export interface Change {
  column: string;
  /** Which item of a list: its first cell. */
  item: string | null;
  old: string | null;
  new: string | null;
}
export interface Version {
  seq: number;
  since: string | null;
  by: string | null;
  first: boolean;
  changes: Change[];
  /** What changed of what is kept beside the book: what it was is not kept. */
  beside: string[];
  restores: number | null;
}
/** What a history can be asked of. */
export type Recorded = RegistryName | "devices" | "operation";

const of = (name: Recorded, code: string): string => `/history/${name}/${encodeURIComponent(code)}`;
export const history = (name: Recorded, code: string, after: number | null): Promise<History> =>
  json(`${of(name, code)}${query({ after, limit: 20 })}`);
export const putBack = (name: Recorded, code: string, seq: number): Promise<unknown> =>
  json(of(name, code), { method: "POST", body: { restore: seq } });
export interface History {
  versions: Version[];
  next: number | null;
}

/** What is wrong in a cell of a table; words come from the catalogue, by `code`. */
export interface Mistake {
  row: number;
  column: string;
  code: string;
  value: string;
  choices: string;
  text: string;
}
/** What the rows of one code would do. */
export interface ProposedRow {
  row: number;
  code: string;
  what: "new" | "change" | "same" | "wrong";
  changes: Change[];
  mistakes: Mistake[];
}
export interface Proposed {
  rows: ProposedRow[];
  /** Headings that are no column of this kind. */
  ignored: string[];
  seen: string;
  taken: number;
}
export const tableFile = (name: RegistryName, template: boolean): Promise<Blob> =>
  blob(`/tables/${name}${query({ template: template ? "true" : null })}`);
/** Look at what a file would change; with the mark of that preview, take its good rows. */
export const bringIn = (name: RegistryName, bytes: ArrayBuffer, seen: string | null): Promise<Proposed> =>
  json(`/tables/${name}${query({ take: seen })}`, { method: "POST", bytes, headers: { "content-type": "text/csv" } });

/** One ingredient of a recipe against what went into its product in a period. */
export interface IngredientFound {
  recipe: string;
  product: string;
  ingredient: { commodity?: string; product?: string };
  percent: string;
  output_mg: number;
  needed_mg: number;
  used_mg: number;
  verdict: "enough" | "short";
}
export const ingredientCheck = (from: string, to: string): Promise<IngredientFound[]> =>
  json<{ checks: IngredientFound[] }>(`/ingredients${query({ from, to })}`).then(({ checks }) => checks);
