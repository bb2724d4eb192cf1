import type { Recorded } from "../domain/events";
import * as outbox from "./outbox";

/** A record of this phone with what became of it. */
export interface HistoryLine {
  kept: outbox.Kept;
  stands: boolean;
}

/** Today's records, newest first; what was voided or replaced here no longer stands. */
export async function todaysRecords(now: number): Promise<HistoryLine[]> {
  const midnight = new Date(now).setHours(0, 0, 0, 0);
  const records = await outbox.recordsSince(midnight);
  const gone = new Set(
    records.flatMap(({ event }) =>
      event.kind === "void" ? [event.event] : event.replaces === undefined ? [] : [event.replaces],
    ),
  );
  const voidedVoids = new Set(
    records.flatMap(({ event, id }) => (event.kind === "void" && gone.has(id) ? [event.event] : [])),
  );
  return records.map((kept) => ({ kept, stands: !gone.has(kept.id) || voidedVoids.has(kept.id) })).reverse();
}

const UNSENT_MAX = 10_000;

export async function unsentEvents(): Promise<Recorded[]> {
  return (await outbox.waitingRecords(UNSENT_MAX)).map((kept) => kept.event);
}

export async function recordOf(id: string): Promise<Recorded | null> {
  return (await outbox.recordById(id))?.event ?? null;
}

/** Everything in the outbox as a file that the office can import, for a phone that never comes back online. */
export async function exportFile(): Promise<{ name: string; text: string }> {
  const [device, records] = await Promise.all([outbox.device(), outbox.allRecords()]);
  const events = records.map(({ jws, sha256, dseq, waiting }) => ({ dseq, sha256, sent: waiting === 0, jws }));
  const file = {
    format: "lotbook-outbox",
    v: 1,
    device: device?.id ?? null,
    operation: device?.operation ?? null,
    exported_at: new Date().toISOString(),
    events,
  };
  return {
    name: `lotbook-${device?.operation ?? "phone"}-${device?.id ?? "new"}.json`,
    text: JSON.stringify(file, null, 1),
  };
}
