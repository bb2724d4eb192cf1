import type { Entry } from "../api";

/** What an entry says of its own origin. */

const DAY_MS = 86_400_000;

/** Signed on a phone, typed at the desk or taken from a file; null where the book does not say. */
export function recordedHow(entry: Entry): string | null {
  if (entry.how !== undefined) return entry.how;
  return typeof entry["jws"] === "string" ? "phone" : null;
}

/** Whole days between what happened and its arrival in the book. */
export function lateDays(entry: Entry): number {
  const [at, received] = [Date.parse(entry.at ?? ""), Date.parse(entry.received ?? "")];
  return Number.isNaN(at) || Number.isNaN(received) ? 0 : Math.max(0, Math.floor((received - at) / DAY_MS));
}

/** Until when a record is kept at least: 7 CFR 205.103(b)(3), five years; 21 CFR 1.1455, two. */
export function keptUntil(entry: Entry): { organic: string; fsma204: string } | null {
  const made = new Date(entry.received ?? entry.at ?? "");
  if (Number.isNaN(made.getTime())) return null;
  return { organic: yearsOn(made, 5), fsma204: yearsOn(made, 2) };
}

function yearsOn(from: Date, years: number): string {
  const later = new Date(from);
  later.setUTCFullYear(later.getUTCFullYear() + years);
  return later.toISOString().slice(0, 10);
}

const FIELDS = ["lines", "inputs", "outputs", "uses", "from", "to", "lots", "about"];

/** The lots that an event names, each once, in the order of its lines. */
export function lotsOf(entry: Entry): string[] {
  const found = new Set<string>();
  if (typeof entry["lot"] === "string") found.add(entry["lot"]);
  for (const field of FIELDS) {
    const lines = entry[field];
    if (!Array.isArray(lines)) continue;
    for (const line of lines as unknown[]) {
      // Plantings stand as plain codes in `from`; in `to` they may be places.
      if (typeof line === "string" && field !== "to") found.add(line);
      if (typeof line !== "object" || line === null) continue;
      for (const name of ["lot", "to_lot"]) {
        const code = (line as Record<string, unknown>)[name];
        if (typeof code === "string") found.add(code);
      }
    }
  }
  return [...found];
}

/** Whether an event bears a number of a paper: as its own, or among what it refers to. */
export function bearsNumber(entry: Entry, number: string): boolean {
  const same = (value: unknown): boolean =>
    typeof value === "string" && value.trim().toLowerCase() === number.trim().toLowerCase();
  const refs = Array.isArray(entry["refs"]) ? (entry["refs"] as { number?: unknown }[]) : [];
  return same(entry["number"]) || refs.some((one) => same(one.number));
}

/** The shipments that an invoice bills. */
export function shipmentsOf(entry: Entry): string[] {
  const lines = Array.isArray(entry["lines"]) ? (entry["lines"] as { shipment?: unknown }[]) : [];
  return [...new Set(lines.flatMap((one) => (typeof one.shipment === "string" ? [one.shipment] : [])))];
}

const SUPPLY = ["supplier_lot", "tlc", "tlc_source", "certificate", "last_certified_operation", "status"];

/** What the lines of a receipt say of their supplier's lot: the last link before the farm. */
export function supplied(entry: Entry): { lot: string; said: [string, string][] }[] {
  if (entry.kind !== "receive" || !Array.isArray(entry["lines"])) return [];
  return (entry["lines"] as Record<string, unknown>[]).map((line) => ({
    lot: text(line["lot"]),
    said: SUPPLY.map((name): [string, string] => [name, text(line[name])]).filter(([, value]) => value !== ""),
  }));
}

/** A certificate may be a number alone, or an object with its parts. */
function text(value: unknown): string {
  if (typeof value === "string") return value;
  if (typeof value !== "object" || value === null) return "";
  return Object.values(value)
    .filter((part) => typeof part === "string")
    .join(" ");
}
