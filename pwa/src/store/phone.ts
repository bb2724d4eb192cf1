import { computed, signal } from "@preact/signals";
import type { Pin } from "../domain/pin";
import * as cache from "./cache";
import { readCatalog } from "./catalog";
import { allCopies, dropCopies } from "./copies";
import * as outbox from "./outbox";
import { placeKey, withRun, type Run, type Runs } from "./run";

/** This phone: whose it is, who holds it, where it is, what it is doing, and how much waits to be sent. */

export const device = signal<outbox.Device | null>(null);
export const person = signal<string | null>(null);
/** The PINs of people on this phone, by their codes. */
export const pins = signal<Record<string, Pin>>({});
export const place = signal<string | null>(null);
/** What is going on, one run at each place: to go elsewhere pauses it, to come back goes on with it. */
export const runs = signal<Runs>({});
export const run = computed(() => runs.value[placeKey(place.value)] ?? null);
export const waiting = signal(0);
export const lastSent = signal<number | null>(null);
/** Why the last try to send failed; null if it did not. */
export const trouble = signal<string | null>(null);
/** The server asks for a newer version of the app; it takes this one's records all the same. */
export const tooOld = signal(false);
export const ready = signal(false);

/** Other windows of this phone: what one writes, the others read again. */
const windows = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel("lotbook-phone");
export const tellWindows = (): void => windows?.postMessage("changed");

/** Read everything from the disk; called once at the start. */
export async function open(): Promise<void> {
  await outbox.adopt(await allCopies().catch(() => []));
  await readAgain();
  await readCatalog().catch(() => undefined); // the cache may be lost; it is fetched again
  windows?.addEventListener("message", () => void readAgain().catch(() => undefined));
  ready.value = true;
}

async function readAgain(): Promise<void> {
  device.value = await outbox.device();
  const was = await outbox.working();
  person.value = stillAtWork(was.person_since, Date.now()) ? was.person : null;
  pins.value = was.pins;
  place.value = was.place;
  runs.value = was.runs;
  lastSent.value = was.last_sent;
  await countAgain();
}

export async function countAgain(): Promise<void> {
  waiting.value = await outbox.countWaiting();
}

export async function become(as: outbox.Device): Promise<void> {
  await outbox.enrolled(as);
  device.value = as;
}

const SHIFT_MS = 12 * 3600 * 1000;

/** Who works ends with the shift: after twelve hours the phone asks again. */
export const stillAtWork = (since: number | null, now: number): boolean => since === null || now - since < SHIFT_MS;

/** Ask who works where the last one's shift is over; called from time to time while the app is open. */
export async function endShift(now: number): Promise<void> {
  const { person_since: since } = await outbox.working();
  if (person.value !== null && !stillAtWork(since, now)) await setPerson(null);
}

export async function setPerson(code: string | null): Promise<void> {
  person.value = code;
  await outbox.setWorking("person", code);
  await outbox.setWorking("person_since", code === null ? null : Date.now());
  tellWindows();
}
export async function setPin(code: string, pin: Pin | null): Promise<void> {
  const { [code]: _old, ...others } = pins.value;
  const next = pin === null ? others : { ...others, [code]: pin };
  await outbox.setWorking("pins", next);
  pins.value = next;
  tellWindows();
}
export async function setPlace(code: string | null): Promise<void> {
  place.value = code;
  await outbox.setWorking("place", code);
  tellWindows();
}
export async function setRun(next: Run | null): Promise<void> {
  const all = withRun(runs.value, place.value, next);
  await outbox.setWorking("runs", all);
  runs.value = all;
  tellWindows();
}

/** What the drainer reports after the server answered; true if the server lacks what it once took. */
export async function wasSent(
  these: (outbox.Delivered & { sha256: string })[],
  word: outbox.Word,
  doubt: boolean,
  measured: { ms: number; measured_at: number } | null,
): Promise<boolean> {
  const now = Date.now();
  const lost = await outbox.delivered(these, word, doubt, now);
  void dropCopies(these.map((one) => one.sha256)).catch(() => undefined);
  await outbox.setWorking("last_sent", now);
  if (measured !== null) await outbox.setWorking("offset", measured);
  lastSent.value = now;
  await countAgain();
  return lost;
}

/** Let what the server lacks wait again. */
export async function takeBack(lacks: outbox.Lacks, word: outbox.Word): Promise<void> {
  await outbox.takeBack(lacks, word);
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
