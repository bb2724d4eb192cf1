import { openDB, type DBSchema, type IDBPDatabase } from "idb";
import type { ClockOffset } from "../domain/clock";
import type { Recorded } from "../domain/events";
import {
  goesAgain,
  isLost,
  mayForget,
  NOTHING_TOLD,
  ranges,
  takenBack,
  type Range,
  type Told,
} from "../domain/keeping";
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
  /** Which device it was signed as; absent in what earlier versions kept. */
  dev?: string;
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
  /** Of which book `seq` is; absent in what earlier versions kept. */
  epoch?: string | null;
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

/** Take in records that this database has lost; returns how many those were. */
export async function adopt(copies: Omit<Kept, "n">[]): Promise<number> {
  let adopted = 0;
  const tx = (await outbox()).transaction("records", "readwrite", { durability: "strict" });
  for (const copy of copies)
    if ((await tx.store.index("id").getKey(copy.id)) === undefined) {
      await tx.store.add(copy as Kept);
      adopted += 1;
    }
  await tx.done;
  return adopted;
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

/** What the server last said of this phone, as it lies on the disk; at first only which book it was let into. */
export async function told(): Promise<Told> {
  const db = await outbox();
  const epoch = (await db.get("device", "me"))?.epoch ?? null;
  return ((await db.get("working", "told")) as Told | undefined) ?? { ...NOTHING_TOLD, epoch };
}

export interface Delivered {
  n: number;
  status: string;
  seq: number | null;
  reason: string | null;
}
/** What a reply said, as far as the disk is concerned. */
export interface Word {
  epoch: string;
  high: number;
  missing: Range[];
  twice: boolean;
  durableThrough: number | null;
}

/**
 * Mark what the server took, remember what it said, and forget what is old and proved safe, all or nothing; in doubt
 * about the server the doubt is remembered, and nothing is forgotten. True if it lacks what it once took.
 */
export async function delivered(these: Delivered[], word: Word, doubt: boolean, now: number): Promise<boolean> {
  const me = (await device())?.id ?? "";
  const before = await told();
  const tx = (await outbox()).transaction(["records", "head", "working"], "readwrite", { durability: "strict" });
  const records = tx.objectStore("records");
  for (const { n, status, seq, reason } of these) {
    const record = await records.get(n);
    if (record !== undefined)
      await records.put({ ...record, status, seq, reason, epoch: word.epoch, waiting: 0, sent_at: now });
  }
  const head = (await tx.objectStore("head").get("me"))?.dseq ?? 0;
  // A higher number than we ever gave: this disk is an old copy, and some numbers were given twice.
  const twice = before.twice === true || word.twice || word.high > head;
  const next: Told = doubt
    ? { ...before, twice, doubt }
    : { epoch: word.epoch, high: Math.max(before.high, word.high), twice };
  void tx.objectStore("working").put(next, "told");
  let lost = false;
  if (word.missing.length > 0)
    for (let cursor = await records.openCursor(); cursor && !lost; cursor = await cursor.continue())
      lost = isLost(cursor.value, me, word.missing);
  if (!doubt && !lost && !twice && word.durableThrough !== null)
    for (let cursor = await records.openCursor(); cursor; cursor = await cursor.continue()) {
      if (mayForget(cursor.value, me, now, word.epoch, word.durableThrough)) await cursor.delete();
    }
  await tx.done;
  return lost;
}

/** Go on counting after the greatest number that the server has of us. The caller holds the lock of recording. */
export async function countFrom(high: number): Promise<void> {
  const tx = (await outbox()).transaction("head", "readwrite", { durability: "strict" });
  const head = (await tx.store.get("me")) ?? { dseq: 0, prev: null };
  if (head.dseq < high) void tx.store.put({ ...head, dseq: high }, "me");
  await tx.done;
}

/** The numbers of this device's records that are still here, as ranges. */
export async function stillHere(): Promise<Range[]> {
  const me = (await device())?.id ?? "";
  const own = (await allRecords()).filter((record) => (record.dev ?? me) === me);
  return ranges(own.map((record) => record.dseq).sort((a, b) => a - b));
}

export interface Lacks {
  missing: Range[];
  through: number | null;
}

/** Let what the server lacks wait again; what it has is in its book of now. Remember what it said, all or nothing. */
export async function takeBack({ missing, through }: Lacks, word: Word): Promise<void> {
  const me = (await device())?.id ?? "";
  const twice = (await told()).twice === true;
  const tx = (await outbox()).transaction(["records", "working"], "readwrite", { durability: "strict" });
  for (let cursor = await tx.objectStore("records").openCursor(); cursor; cursor = await cursor.continue()) {
    const one = cursor.value;
    await cursor.update(takenBack(one, goesAgain(one, me, missing, twice), word.epoch, through));
  }
  void tx.objectStore("working").put({ epoch: word.epoch, high: word.high, twice } satisfies Told, "told");
  await tx.done;
}

export async function device(): Promise<Device | null> {
  return (await (await outbox()).get("device", "me")) ?? null;
}
export async function enrolled(as: Device): Promise<void> {
  const before = await told();
  const tx = (await outbox()).transaction(["device", "head", "working", "records"], "readwrite", {
    durability: "strict",
  });
  const known = await tx.objectStore("device").get("me");
  void tx.objectStore("device").put(as, "me");
  if (known !== undefined && known.id !== as.id) {
    void tx.objectStore("head").put({ dseq: 0, prev: null }, "me");
    // Of another device nothing was told yet; which book the earlier one spoke to stays known.
    void tx.objectStore("working").put({ ...before, high: 0 } satisfies Told, "told");
    for (let cursor = await tx.objectStore("records").openCursor(); cursor; cursor = await cursor.continue())
      if (cursor.value.dev === undefined) void cursor.update({ ...cursor.value, dev: known.id });
  }
  await tx.done;
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
