import { openDB, type DBSchema, type IDBPDatabase } from "idb";
import type { ClockOffset } from "../domain/clock";
import type { Recorded } from "../domain/events";
import type { Pin } from "../domain/pin";
import { placeKey, upgraded, type Run, type Runs } from "./run";

/**
 * The outbox: what this phone recorded, its key, and what it was doing. Its schema is frozen: stores are only
 * ever added. No sign-out, update or reset of anything else touches it.
 */

export interface Device {
  id: string;
  token: string;
  name: string;
  operation: string;
  operation_name?: string;
  mass_unit?: string;
  epoch: string;
  keys: CryptoKeyPair;
  enrolled_at: number;
}

export interface Kept {
  /** The order in which this browser recorded, also across enrolments. */
  n: number;
  dseq: number;
  id: string;
  sha256: string;
  jws: string;
  event: Recorded;
  saved_at: number;
  /** 1 while it waits, 0 once the server has it: an index over a number, because IndexedDB cannot index a boolean. */
  waiting: 0 | 1;
  sent_at: number | null;
  status: string | null;
  seq: number | null;
  reason: string | null;
}

export interface Working {
  person: string | null;
  place: string | null;
  runs: Runs;
  person_since: number | null;
  pins: Record<string, Pin>;
  offset: ClockOffset | null;
  last_sent: number | null;
}

interface Schema extends DBSchema {
  device: { key: string; value: Device };
  head: { key: string; value: { dseq: number; prev: string | null } };
  records: { key: number; value: Kept; indexes: { waiting: number; id: string; saved_at: number } };
  working: { key: string; value: unknown };
}
export type Outbox = IDBPDatabase<Schema>;

let opening: Promise<Outbox> | null = null;

export function outbox(): Promise<Outbox> {
  opening ??= openDB<Schema>("outbox", 1, {
    upgrade(db) {
      db.createObjectStore("device");
      db.createObjectStore("head");
      db.createObjectStore("working");
      const records = db.createObjectStore("records", { keyPath: "n", autoIncrement: true });
      records.createIndex("waiting", "waiting");
      records.createIndex("id", "id", { unique: true });
      records.createIndex("saved_at", "saved_at");
    },
    terminated: reopenNextTime,
  }).then((db) => {
    db.addEventListener("close", reopenNextTime);
    return db;
  });
  opening.catch(reopenNextTime);
  return opening;
}

function reopenNextTime(): void {
  opening = null;
}

/** Write a record, the head of the chain and the runs that are open then, all or nothing, and wait for the disk. */
export async function keep(record: Omit<Kept, "n">, expected: { dseq: number }, runs: Runs | undefined): Promise<void> {
  const db = await outbox();
  const tx = db.transaction(["records", "head", "working"], "readwrite", { durability: "strict" });
  const head = await tx.objectStore("head").get("me");
  if ((head?.dseq ?? 0) !== expected.dseq) {
    tx.abort();
    await tx.done.catch(() => undefined);
    throw new Error("another window recorded meanwhile");
  }
  const writes: Promise<unknown>[] = [
    tx.objectStore("records").add(record as Kept),
    tx.objectStore("head").put({ dseq: record.dseq, prev: record.sha256 }, "me"),
  ];
  if (runs !== undefined) writes.push(tx.objectStore("working").put(runs, "runs"));
  await Promise.all([...writes, tx.done]);
}

export async function head(): Promise<{ dseq: number; prev: string | null }> {
  return (await (await outbox()).get("head", "me")) ?? { dseq: 0, prev: null };
}

export async function waitingRecords(limit: number): Promise<Kept[]> {
  return (await outbox()).getAllFromIndex("records", "waiting", 1, limit);
}
export async function countWaiting(): Promise<number> {
  return (await outbox()).countFromIndex("records", "waiting", 1);
}
export async function recordsSince(since: number): Promise<Kept[]> {
  return (await outbox()).getAllFromIndex("records", "saved_at", IDBKeyRange.lowerBound(since));
}
export async function recordById(id: string): Promise<Kept | undefined> {
  return (await outbox()).getFromIndex("records", "id", id);
}
export async function allRecords(): Promise<Kept[]> {
  return (await outbox()).getAll("records");
}

export interface Delivered {
  n: number;
  status: string;
  seq: number | null;
  reason: string | null;
}

/** Mark what the server has. The record itself stays for thirty days, and until a backup is known to hold it. */
export async function delivered(these: Delivered[], now: number): Promise<void> {
  const tx = (await outbox()).transaction("records", "readwrite", { durability: "strict" });
  for (const { n, ...how } of these) {
    const record = await tx.store.get(n);
    if (record !== undefined) await tx.store.put({ ...record, ...how, waiting: 0, sent_at: now });
  }
  await tx.done;
}

const KEPT_MS = 30 * 24 * 3600 * 1000;

/** Drop what has been safe elsewhere for long. Never the newest record, and nothing that no backup covers. */
export async function prune(now: number, durableThrough: number | null): Promise<void> {
  if (durableThrough === null) return;
  const tx = (await outbox()).transaction("records", "readwrite");
  for (
    let cursor = await tx.store.index("saved_at").openCursor(IDBKeyRange.upperBound(now - KEPT_MS));
    cursor;
    cursor = await cursor.continue()
  ) {
    const { waiting, sent_at, seq } = cursor.value;
    const old = sent_at !== null && sent_at < now - KEPT_MS;
    if (waiting === 0 && old && seq !== null && seq <= durableThrough) await cursor.delete();
  }
  await tx.done;
}

export async function device(): Promise<Device | null> {
  return (await (await outbox()).get("device", "me")) ?? null;
}
export async function enrolled(as: Device): Promise<void> {
  const tx = (await outbox()).transaction(["device", "head"], "readwrite", { durability: "strict" });
  const known = await tx.objectStore("device").get("me");
  const writes: Promise<unknown>[] = [tx.objectStore("device").put(as, "me")];
  if (known?.id !== as.id) writes.push(tx.objectStore("head").put({ dseq: 0, prev: null }, "me"));
  await Promise.all([...writes, tx.done]);
}

const KEYS = ["person", "person_since", "pins", "place", "run", "runs", "offset", "last_sent"] as const;

export async function working(): Promise<Working> {
  const db = await outbox();
  const values = await Promise.all(KEYS.map((key) => db.get("working", key)));
  const read = (key: (typeof KEYS)[number]): unknown => values[KEYS.indexOf(key)] ?? null;
  // Before a phone could have several runs it kept one.
  const one = read("run") as Run | null;
  const only: Runs = one === null ? {} : { [placeKey(one.place)]: upgraded(one) };
  return {
    person: read("person") as string | null,
    person_since: read("person_since") as number | null,
    pins: (read("pins") as Record<string, Pin> | null) ?? {},
    place: read("place") as string | null,
    runs: (read("runs") as Runs | null) ?? only,
    offset: read("offset") as ClockOffset | null,
    last_sent: read("last_sent") as number | null,
  };
}
export async function setWorking<K extends keyof Working>(key: K, value: Working[K]): Promise<void> {
  const tx = (await outbox()).transaction("working", "readwrite", { durability: "strict" });
  await Promise.all([tx.store.put(value, key), tx.done]);
}
