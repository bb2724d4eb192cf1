import { blob, json, query } from "./http";
import type { Reason, Statement, Trace } from "./types";

/** Exercises of an inspection: asked, sealed in the book, opened again, taken away. */

export type ExerciseKind = "balance" | "back" | "forward" | "draw" | "recall" | "sales";

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
  verdict: string;
}
export interface Correction {
  event: string;
  kind: string;
  at: string;
  by: string | null;
  how: string;
  with_by: string | null;
  with_at: string | null;
  with_received: string | null;
  reason: string | null;
}
export interface BalanceAnswer extends Statement {
  plausibility: Plausible[];
  ingredients: IngredientCheck[];
  corrected: Correction[];
  received_after: { began: string | null; events: { event: string; kind: string; at: string; received: string }[] };
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

export interface SalesAnswer {
  from: string;
  to: string;
  customers: {
    partner: string | null;
    shipped_mg: number;
    returned_mg: number;
    invoiced_mg: number;
    difference_mg: number;
    amounts: { currency: string; value: string }[] | null;
    verdict: string;
  }[];
  totals: { shipped_mg: number; returned_mg: number; invoiced_mg: number; difference_mg: number };
  organic_days: { day: string; available_mg: number; sold_mg: number; left_mg: number; short: boolean }[];
  reasons: Reason[];
}

export type Answered =
  | { exercise: Exercise & { kind: "balance" }; result: BalanceAnswer }
  | { exercise: Exercise & { kind: "back" | "forward" }; result: Trace }
  | { exercise: Exercise & { kind: "draw" }; result: DrawAnswer }
  | { exercise: Exercise & { kind: "recall" }; result: RecallAnswer }
  | { exercise: Exercise & { kind: "sales" }; result: SalesAnswer };

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
export const exercise = (id: string): Promise<Answered> => json(`/exercises/${encodeURIComponent(id)}`);
export const changes = (id: string): Promise<Changes> => json(`/exercises/${encodeURIComponent(id)}/changes`);

export type ReportFormat = "pdf" | "xlsx" | "csv" | "json";
export const report = (id: string, format: ReportFormat, language: string): Promise<Blob> =>
  blob(`/exercises/${encodeURIComponent(id)}/report${query({ format, language })}`);
