import { signal } from "@preact/signals";
import * as cache from "./cache";
import { readCatalog } from "./catalog";
import * as outbox from "./outbox";
import type { Run } from "./run";

/** This phone: whose it is, who holds it, where it is, what it is doing, and how much waits to be sent. */

export const device = signal<outbox.Device | null>(null);
export const person = signal<string | null>(null);
export const place = signal<string | null>(null);
export const run = signal<Run | null>(null);
export const waiting = signal(0);
export const lastSent = signal<number | null>(null);
/** Why the last try to send failed; null if it did not. */
export const trouble = signal<string | null>(null);
export const ready = signal(false);

/** Read everything from the disk; called once at the start. */
export async function open(): Promise<void> {
  device.value = await outbox.device();
  const was = await outbox.working();
  person.value = was.person;
  place.value = was.place;
  run.value = was.run;
  lastSent.value = was.last_sent;
  await countAgain();
  await readCatalog().catch(() => undefined); // the cache may be lost; it is fetched again
  ready.value = true;
}

export async function countAgain(): Promise<void> {
  waiting.value = await outbox.countWaiting();
}

export async function become(as: outbox.Device): Promise<void> {
  await outbox.enrolled(as);
  device.value = as;
}

export async function setPerson(code: string | null): Promise<void> {
  person.value = code;
  await outbox.setWorking("person", code);
}
export async function setPlace(code: string | null): Promise<void> {
  place.value = code;
  await outbox.setWorking("place", code);
}
export async function setRun(next: Run | null): Promise<void> {
  await outbox.setWorking("run", next);
  run.value = next;
}

/** What the drainer reports after the server answered. */
export async function wasSent(
  these: outbox.Delivered[],
  measured: { ms: number; measured_at: number } | null,
  durableThrough: number | null,
): Promise<void> {
  const now = Date.now();
  await outbox.delivered(these, now);
  await outbox.setWorking("last_sent", now);
  if (measured !== null) await outbox.setWorking("offset", measured);
  await outbox.prune(now, durableThrough);
  lastSent.value = now;
  await countAgain();
}

/** A snapshot from the server, with what waits in the outbox laid over it. */
export async function takeSnapshot(snapshot: cache.Snapshot): Promise<void> {
  const unsent = await outbox.waitingRecords(10_000);
  await cache.replaceAll(
    snapshot,
    unsent.map((record) => record.event),
  );
  await readCatalog();
}
