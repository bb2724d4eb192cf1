import { atWithOffset, offsetNow } from "../domain/clock";
import type { Draft, Recorded } from "../domain/events";
import { newId } from "../domain/ids";
import { sha256Hex, sign } from "../domain/jws";
import { effects, undone } from "../domain/reading";
import * as cache from "./cache";
import { openLots } from "./catalog";
import { keepCopy } from "./copies";
import * as outbox from "./outbox";
import { countAgain, device, person, runs as openRuns, tellWindows } from "./phone";
import type { Runs } from "./run";

type Next = (id: string, runs: Runs) => Runs;

/** The random name of this start of the app: with the milliseconds since, it shows when a clock was changed. */
const boot = newId(Date.now()).replace(/-/g, "").slice(12);
export const sinceStart = (): { boot: string; ms: number } => ({ boot, ms: Math.round(performance.now()) });

const FOLLOW_MS_MAX = 500;

type Listener = () => void;
const listeners = new Set<Listener>();
/** Be told after each record that reached the disk. */
export function onRecorded(listener: Listener): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

export class NotReady extends Error {
  override readonly name = "NotReady";
}

/**
 * Record a draft: it is signed, chained to the record before it, and on the disk when the promise resolves.
 * `next` gets the new event's id and returns the open runs as they are afterwards; both are written together.
 */
export async function record(draft: Draft, next?: Next): Promise<Recorded> {
  const saved = await navigator.locks.request("lotbook-record", () => write(draft, next));
  // The record is safe; what this phone knows of tags follows, and must not keep it waiting.
  await Promise.race([remember(saved), new Promise((resolve) => setTimeout(resolve, FOLLOW_MS_MAX))]);
  await countAgain();
  for (const listener of listeners) listener();
  return saved;
}

async function write(draft: Draft, next?: Next): Promise<Recorded> {
  const me = device.value;
  const by = person.value;
  if (me === null || by === null) throw new NotReady(me === null ? "not enrolled" : "no person");
  const { offset } = await outbox.working();
  const { dseq, prev } = await outbox.head();
  const now = Date.now();
  const id = newId(now);
  const event: Recorded = { id, v: 1, at: atWithOffset(now + (offset?.ms ?? 0)), by, ...draft };
  const payload = {
    ...event,
    dev: me.id,
    dseq: dseq + 1,
    prev,
    mono: sinceStart(),
    off: offsetNow(offset, now),
    seen: null,
  };
  const jws = await sign(payload, me.id, me.keys.privateKey);
  const runs = next?.(id, openRuns.value);
  const kept: Omit<outbox.Kept, "n"> = {
    dseq: dseq + 1,
    dev: me.id,
    id,
    sha256: await sha256Hex(jws),
    jws,
    event,
    saved_at: now,
    waiting: 1,
    sent_at: null,
    status: null,
    seq: null,
    epoch: null,
    reason: null,
  };
  await outbox.keep(kept, { dseq }, runs);
  // The record is safe; a second copy of it follows, and is worth no more than its try.
  void keepCopy(kept).catch(() => undefined);
  if (runs !== undefined) openRuns.value = runs;
  tellWindows();
  return event;
}

/** Number what follows after what the server has of this phone; waits for whoever is recording. */
export const countFrom = (high: number): Promise<void> =>
  navigator.locks.request("lotbook-record", () => outbox.countFrom(high));

/** Let the tags and lots of this phone follow its own record. The record is safe already, so this may fail. */
async function remember(event: Recorded): Promise<void> {
  try {
    if (event.kind === "void") {
      const voided = await outbox.recordById(event.event);
      if (voided !== undefined) await cache.putTags(undone(voided.event));
      return;
    }
    await cache.applyEvents([event]);
    const { lots, held } = effects(event);
    const made = lots.filter((lot) => !openLots.value.some((known) => known.lot === lot.lot));
    if (made.length > 0) openLots.value = [...openLots.value, ...made];
    const holds = new Map(held.map(({ lot, hold }) => [lot, hold]));
    if (holds.size > 0)
      openLots.value = openLots.value.map((one) =>
        holds.has(one.lot) ? { ...one, hold: holds.get(one.lot) ?? null } : one,
      );
  } catch {
    // The cache is fetched again from the server.
  }
}
