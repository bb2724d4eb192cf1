import type { Entry, LotStory, Trace } from "../api";

type Origin = Trace["origins"][number];

const BEGINNINGS = ["received", "input", "planting"];

/** Of a lot that itself begins here (received, an input, a planting) nothing lies behind: its own record says whence. */
export function ownOrigin(story: LotStory): Origin | null {
  if (!BEGINNINGS.includes(story.kind ?? "")) return null;
  const receipt = story.events.find((entry) => entry.kind === "receive" && entry.stands !== false);
  const origin: Origin = { lot: story.lot, kind: story.kind };
  if (receipt === undefined) return { ...origin, place: story.place };
  const partner = receipt["partner"];
  return { ...origin, partner: typeof partner === "string" ? partner : null, ...lineOf(receipt, story.lot) };
}

function lineOf(receipt: Entry, lot: string): Partial<Origin> {
  const lines = Array.isArray(receipt["lines"]) ? (receipt["lines"] as ({ lot?: string } & Partial<Origin>)[]) : [];
  const { supplier_lot, tlc, certificate, last_certified_operation } = lines.find((one) => one.lot === lot) ?? {};
  return {
    supplier_lot: supplier_lot ?? null,
    tlc: tlc ?? null,
    certificate: certificate ?? null,
    last_certified_operation: last_certified_operation ?? null,
  };
}
