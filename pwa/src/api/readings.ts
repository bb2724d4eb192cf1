import { json, query } from "./http";
import type {
  Entry,
  EventResult,
  Finding,
  LotRow,
  LotStory,
  Quarantined,
  Statement,
  TodayPage,
  Trace,
  TracedLot,
} from "./types";

export const today = (): Promise<TodayPage> => json("/today");

export interface LotFilter {
  q?: string;
  product?: string;
  place?: string;
  kind?: string;
  status?: string;
  /** The local days on which it was made. */
  from?: string;
  to?: string;
  in_stock?: string;
  on_hold?: string;
  order?: string;
  down?: string;
  after?: string | null;
  limit?: number;
}
export const lots = (filter: LotFilter): Promise<{ lots: LotRow[]; next: string | null }> =>
  json(`/lots${query({ limit: 100, ...filter })}`);
/** All that a filter finds, over as many pages as it takes. */
export async function everyLot(filter: LotFilter): Promise<LotRow[]> {
  const found: LotRow[] = [];
  for (let after: string | null = null; ;) {
    const page: Awaited<ReturnType<typeof lots>> = await lots({ ...filter, after, limit: 1000 });
    found.push(...page.lots);
    after = page.next;
    if (after === null) return found;
  }
}
export async function lot(code: string): Promise<LotStory> {
  const story = await json<LotStory & { provenance?: Provenance }>(`/lots/${encodeURIComponent(code)}`);
  return { ...story, events: withOrigins(story.events, story.provenance) };
}

/** By `seq`: how entries came into the book, and what corrected them. It travels beside the entries' own words. */
export type Provenance = Record<string, Pick<Entry, "how" | "device" | "replaced_by" | "voided_by">>;
export const withOrigins = (entries: Entry[], provenance: Provenance | undefined): Entry[] =>
  entries.map((entry) => ({ ...entry, ...provenance?.[entry.seq] }));

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
/** One side of a lineage: the nearest lots, the ways between them, and whoever sent or received them. */
export interface Side {
  direction: "back" | "forward";
  /** False where more lies that way than was asked for. */
  whole?: boolean;
  lots: Pick<TracedLot, "lot" | "kind" | "product" | "place" | "depth">[];
  links: { from: string; to: string; mass_mg: number | null }[];
  suppliers?: { lot: string; partner: string; mass_mg: number | null }[];
  customers?: { lot: string; partner: string; mass_mg: number | null }[];
}
/** What lies around a lot, of each side at most so many lots. */
export const lineage = (code: string, most: number): Promise<{ lot: string; back: Side; forward: Side }> =>
  json(`/lineage/${encodeURIComponent(code)}${query({ most })}`);

export const findings = (asked: {
  severity?: string;
  acknowledged?: boolean;
  after?: string | null;
  limit?: number;
}): Promise<{ findings: Finding[]; next: string | null }> =>
  json(`/findings${query({ limit: 200, ...asked, acknowledged: String(asked.acknowledged ?? "") })}`);
export const acknowledge = (key: string, reason: string): Promise<unknown> =>
  json(`/findings/${encodeURIComponent(key)}/acknowledge`, { method: "POST", body: { reason } });
export const takeBack = (key: string): Promise<unknown> =>
  json(`/findings/${encodeURIComponent(key)}/acknowledge`, { method: "DELETE" });

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
export async function entries(filter: EntryFilter): Promise<{ entries: Entry[]; next: number | null }> {
  const page = await json<{ entries: Entry[]; provenance?: Provenance; next: number | null }>(
    `/entries${query({ limit: 100, ...filter })}`,
  );
  return { entries: withOrigins(page.entries, page.provenance), next: page.next };
}
export const tag = (code: string): Promise<{ tag: string; state: string; lot: string | null }> =>
  json(`/tags/${encodeURIComponent(code)}`);
export async function quarantine(): Promise<Quarantined[]> {
  return (await json<{ entries: Quarantined[] }>("/quarantine")).entries;
}
/** Let what was held count, or put a repaired event in the place of what could not be read. */
export const release = (sha256: string, event?: Record<string, unknown>): Promise<unknown> =>
  json(`/quarantine/${sha256}/release`, { method: "POST", body: event === undefined ? {} : { event } });

/** Events that the office records itself: plain JSON, one result each, in order. */
export async function record(events: Record<string, unknown>[]): Promise<EventResult[]> {
  const reply = await json<EventResult[] | { results: EventResult[] }>("/events", { method: "POST", body: events });
  return Array.isArray(reply) ? reply : reply.results;
}

/** Lots that may not be used now, wherever they are. */
export const holds = (): Promise<{ lot: string; reason: string | null }[]> =>
  json<{ holds: { lot: string; reason: string | null }[] }>("/holds").then(({ holds }) => holds);

/** What lies where, of one product and status. */
export interface Pile {
  product: string | null;
  product_name: string | null;
  commodity: string | null;
  status: string | null;
  place: string | null;
  mass_mg: number;
  units: Record<string, string>;
  lots: number;
  held: number;
  oldest_days: number | null;
  /** Mass by how old it is: at most 7, 30, 90 days, older, unknown. */
  ages: Record<string, number>;
}
/** A lot that will not keep: until when, and how many days are left of it. */
export interface Soon {
  lot: string;
  product: string | null;
  product_name: string | null;
  place: string | null;
  mass_mg: number;
  units: Record<string, string>;
  expires: string;
  days_left: number;
}
export const stock = (): Promise<{ stock: Pile[]; held: string[]; expiring: Soon[] }> => json("/stock");
