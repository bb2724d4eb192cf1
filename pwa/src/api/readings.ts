import { json, query } from "./http";
import type { Entry, EventResult, Finding, LotRow, LotStory, Quarantined, Statement, TodayPage, Trace } from "./types";

export const today = (): Promise<TodayPage> => json("/today");

export interface LotFilter {
  q?: string;
  product?: string;
  place?: string;
  status?: string;
  in_stock?: string;
  after?: string | null;
  limit?: number;
}
export const lots = (filter: LotFilter): Promise<{ lots: LotRow[]; next: string | null }> =>
  json(`/lots${query({ limit: 100, ...filter })}`);
export const lot = (code: string): Promise<LotStory> => json(`/lots/${encodeURIComponent(code)}`);

export interface Scope {
  commodity?: string;
  variety?: string;
  product?: string;
  lot?: string;
  status?: string;
}
export const statement = (scope: Scope, from: string, to: string): Promise<Statement> =>
  json(`/balance${query({ ...scope, from, to })}`);
export const trace = (direction: "back" | "forward", code: string): Promise<Trace> =>
  json(`/trace/${direction}/${encodeURIComponent(code)}`);

export async function findings(severity: string): Promise<Finding[]> {
  const page = await json<Finding[] | { findings: Finding[] }>(`/findings${query({ severity, limit: 1000 })}`);
  return Array.isArray(page) ? page : page.findings;
}
export const acknowledge = (key: string, reason: string): Promise<unknown> =>
  json(`/findings/${encodeURIComponent(key)}/acknowledge`, { method: "POST", body: { reason } });

export interface EntryFilter {
  after?: number | null;
  lot?: string;
  kind?: string;
  place?: string;
  partner?: string;
  by?: string;
  device?: string;
  from?: string;
  to?: string;
  how?: string;
  late?: string;
  corrected?: string;
  q?: string;
  limit?: number;
}
export const entries = (filter: EntryFilter): Promise<{ entries: Entry[]; next: number | null }> =>
  json(`/entries${query({ limit: 100, ...filter })}`);
export const tag = (code: string): Promise<{ tag: string; state: string; lot: string | null }> =>
  json(`/tags/${encodeURIComponent(code)}`);
export async function quarantine(): Promise<Quarantined[]> {
  return (await json<{ entries: Quarantined[] }>("/quarantine")).entries;
}
export const release = (sha256: string): Promise<unknown> =>
  json(`/quarantine/${sha256}/release`, { method: "POST", body: {} });

/** Events that the office records itself: plain JSON, one result each, in order. */
export async function record(events: Record<string, unknown>[]): Promise<EventResult[]> {
  const reply = await json<EventResult[] | { results: EventResult[] }>("/events", { method: "POST", body: events });
  return Array.isArray(reply) ? reply : reply.results;
}
