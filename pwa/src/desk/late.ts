import type { Entry } from "../api";

/** How late a record is, and where the time went. Pure. */

const DAY_MS = 86_400_000;

export interface Lateness {
  /** When it was written down, as far as its id says; null for an id of another making. */
  recorded: number | null;
  /** Whole days from when it happened to when it was written down, and from then to when it arrived. */
  daysToRecord: number | null;
  daysToArrive: number | null;
}

/** The moment in an id of version 7, in milliseconds since 1970 (RFC 9562, 5.7). */
export function madeAt(id: string | undefined): number | null {
  const hex = (id ?? "").replace(/-/g, "");
  return /^[0-9a-f]{12}7[0-9a-f]{19}$/i.test(hex) ? parseInt(hex.slice(0, 12), 16) : null;
}

export function lateness(entry: Entry): Lateness {
  const happened = Date.parse(entry.at ?? "");
  const arrived = Date.parse(entry.received ?? "");
  const recorded = madeAt(entry.id);
  const days = (from: number | null, to: number | null): number | null =>
    from === null || to === null || Number.isNaN(from) || Number.isNaN(to)
      ? null
      : Math.max(0, Math.floor((to - from) / DAY_MS));
  return {
    recorded,
    daysToRecord: days(happened, recorded),
    daysToArrive: days(recorded ?? happened, arrived),
  };
}
