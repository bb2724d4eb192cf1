import { blob, json, jsonText, query } from "./http";
import type { Provenance } from "./readings";
import type { Entry, Reason, Statement, Trace } from "./types";

/** Exercises of an inspection: asked, sealed in the book, opened again, taken away. */

export type ExerciseKind = "balance" | "back" | "forward" | "draw" | "recall" | "sales" | "fsma204";

export interface Exercise {
  id: string;
  seq: number;
  number: number;
  kind: ExerciseKind;
  query: Record<string, unknown>;
  as_of: { seq: number; rules: number };
  result: string;
  at: string;
  by: string | null;
  link: string | null;
}

export interface Plausible {
  product: string;
  season_from: string;
  season_to: string;
  area: { value: string; unit: string };
  harvested_mg: number;
  per_area: { value: string; unit: string } | null;
  range: { min: string | null; max: string | null; unit: string } | null;
  source: string | null;
  verdict: string;
  plantings: string[];
}
export interface IngredientCheck {
  recipe: string;
  product: string;
  ingredient: Record<string, string>;
  percent: string;
  output_mg: number;
  needed_mg: number;
  used_mg: number;
  difference_mg: number;
  verdict: string;
}
export interface Correction {
  event: string;
  kind: string;
  at: string;
  by: string | null;
  received: string | null;
  how: string;
  with: string | null;
  with_by: string | null;
  with_at: string | null;
  with_received: string | null;
  reason: string | null;
}
export interface ReceivedAfter {
  event: string;
  kind: string;
  at: string;
  by?: string | null;
  received: string;
}
export interface BalanceAnswer extends Statement {
  plausibility: Plausible[];
  ingredients: IngredientCheck[];
  corrected: Correction[];
  received_after: { began: string | null; events: ReceivedAfter[] };
}

export interface DrawAnswer {
  number: number;
  what: string;
  word: string;
  head: { seq: number; sha256: string };
  seed: string;
  among: number;
  place: number;
  drawn: {
    commodity?: string;
    product?: string;
    lot?: string;
    shipment?: string;
    partner?: string;
    lots?: string[];
    from?: string;
    to?: string;
  };
}

export interface RecallAnswer {
  asked: string[];
  lots: {
    lot: string;
    kind: string | null;
    product: string | null;
    made_mg: number;
    stock_mg: number;
    share: string | null;
    hold: boolean;
  }[];
  customers: {
    partner: string | null;
    mass_mg: number;
    units: Record<string, string>;
    shipments: { event: string; at: string; lot: string; mass_mg: number; refs: { kind: string; number: string }[] }[];
  }[];
  on_hand: { lot: string; place: string | null; mass_mg: number }[];
  losses_mg: number;
  accounted: { produced_mg: number; accounted_mg: number; percent: string | null };
  notify: string[];
  to_hold: string[];
  gaps: { code: string; about: Record<string, unknown>; text: string }[];
}

export interface SoldShipment {
  event: string;
  at: string;
  lot: string;
  mass_mg: number;
  units: Record<string, string>;
  refs: { kind: string; number: string }[];
}
export interface Amount {
  currency: string;
  value: string;
}
export interface SoldTo {
  partner: string | null;
  shipped_mg: number;
  returned_mg: number;
  invoiced_mg: number;
  difference_mg: number;
  shipped_units?: Record<string, string>;
  invoiced_units?: Record<string, string>;
  amounts: Amount[] | null;
  shipments: SoldShipment[];
  invoices: {
    event: string;
    number: string | null;
    date: string;
    mass_mg: number | null;
    units: Record<string, string>;
    amounts: Amount[] | null;
  }[];
  verdict: string;
}
export interface SalesAnswer {
  from: string;
  to: string;
  customers: SoldTo[];
  totals: { shipped_mg: number; returned_mg: number; invoiced_mg: number; difference_mg: number };
  organic_days: { day: string; available_mg: number; sold_mg: number; left_mg: number; short: boolean }[];
  reasons: Reason[];
}

export interface Fsma204Answer {
  completeness: { cte: string; kde: string; events: number; missing: number; missing_in: string[] }[];
  sheets: Record<string, { columns: string[]; rows: (string | number | null)[][] }>;
}

export type Answered =
  | { exercise: Exercise & { kind: "balance" }; result: BalanceAnswer }
  | { exercise: Exercise & { kind: "back" }; result: Trace }
  | { exercise: Exercise & { kind: "forward" }; result: Trace }
  | { exercise: Exercise & { kind: "draw" }; result: DrawAnswer }
  | { exercise: Exercise & { kind: "recall" }; result: RecallAnswer }
  | { exercise: Exercise & { kind: "sales" }; result: SalesAnswer }
  | { exercise: Exercise & { kind: "fsma204" }; result: Fsma204Answer };

/** An exercise with the bytes of its answer, as they were sealed and hashed. */
export type Sealed = Answered & { bytes: string };

export interface Changes {
  as_of: { seq: number; rules: number };
  same: boolean;
  differences: { what: string; before: unknown; now: unknown }[];
  entries: {
    seq: number;
    type: string;
    event?: string;
    code?: string;
    kind?: string;
    at?: string;
    by?: string | null;
    reason?: string | null;
    why: string;
  }[];
}

export const ask = (kind: ExerciseKind, asked: Record<string, unknown>): Promise<Answered> =>
  json("/exercises", { method: "POST", body: { kind, query: asked } });
export const exercises = (after: number | null): Promise<{ exercises: Exercise[]; next: number | null }> =>
  json(`/exercises${query({ after, limit: 50 })}`);
export async function exercise(id: string): Promise<Sealed> {
  const text = await jsonText(`/exercises/${encodeURIComponent(id)}`);
  return { ...(JSON.parse(text) as Answered), bytes: resultBytes(text) };
}
/** The answer as it stands in the reply, character by character: no string holds a bare quotation mark. */
export function resultBytes(reply: string): string {
  const mark = '},"result":{';
  return reply.slice(reply.indexOf(mark) + mark.length - 1, -1);
}
export const changes = (id: string): Promise<Changes> => json(`/exercises/${encodeURIComponent(id)}/changes`);

export type ReportFormat = "pdf" | "xlsx" | "csv" | "json";
export const report = (
  id: string,
  format: ReportFormat,
  language: string,
  onBytes?: (bytes: number) => void,
): Promise<Blob> => blob(`/exercises/${encodeURIComponent(id)}/report${query({ format, language })}`, onBytes);

/** One event behind a line of a statement, with what it put on the line. */
export interface Behind {
  seq: number;
  mass_mg: number;
  units?: Record<string, string>;
  entry: Entry;
}
/** The events behind a line, in the order of time; all of them add up to the line. */
export async function behindLine(
  asked: Record<string, string>,
  account: string,
  after: number | null,
): Promise<{ events: Behind[]; mass_mg: number; count: number; next: number | null }> {
  const page = await json<{
    events: Behind[];
    provenance?: Provenance;
    mass_mg: number;
    count: number;
    next: number | null;
  }>(`/balance/events${query({ ...asked, account, after, limit: 25 })}`);
  const events = page.events.map((one) => ({ ...one, entry: { ...one.entry, ...page.provenance?.[one.seq] } }));
  return { ...page, events };
}

/** A document or photo by its hash. */
export const paper = (sha256: string): Promise<Blob> => blob(`/files/${sha256}`);
