import { openDB, unwrap, type DBSchema, type IDBPDatabase } from "idb";
import { effects, type AnyEvent, type LotState, type TagState } from "../domain/reading";

/** What the server told this phone: registry, open lots, tags. It may be dropped and fetched again at any time. */

export interface CachedRecord {
  type: string;
  code: string;
  body: Record<string, unknown>;
}
interface Schema extends DBSchema {
  records: { key: [string, string]; value: CachedRecord };
  lots: { key: string; value: LotState };
  tags: { key: string; value: TagState };
  meta: { key: string; value: unknown };
}

let opening: Promise<IDBPDatabase<Schema>> | null = null;

function cache(): Promise<IDBPDatabase<Schema>> {
  opening ??= openDB<Schema>("cache", 1, {
    upgrade(db) {
      db.createObjectStore("records", { keyPath: ["type", "code"] });
      db.createObjectStore("lots", { keyPath: "lot" });
      db.createObjectStore("tags", { keyPath: "tag" });
      db.createObjectStore("meta");
    },
    terminated: () => void (opening = null),
  });
  opening.catch(() => void (opening = null));
  return opening;
}

export interface Snapshot {
  cursor: string;
  records: CachedRecord[];
  lots: LotState[];
  tags: TagState[];
}

/** Replace everything by a snapshot, then lay over it what this phone recorded and has not sent. */
export async function replaceAll(snapshot: Snapshot, unsent: AnyEvent[]): Promise<void> {
  const tx = (await cache()).transaction(["records", "lots", "tags", "meta"], "readwrite");
  for (const name of ["records", "lots", "tags"] as const) {
    // Without the library's promise for each: there are ten thousands, and one transaction to wait for.
    const store = unwrap(tx.objectStore(name));
    store.clear();
    for (const one of snapshot[name]) store.put(one);
  }
  void tx.objectStore("meta").put(snapshot.cursor, "cursor");
  void tx.objectStore("meta").put(Date.now(), "read_at");
  await tx.done;
  await applyEvents(unsent);
}

export async function cursor(): Promise<string | null> {
  return ((await (await cache()).get("meta", "cursor")) as string | undefined) ?? null;
}

/** When the server was last heard, in milliseconds since 1970. */
export async function readAt(): Promise<number | null> {
  return ((await (await cache()).get("meta", "read_at")) as number | undefined) ?? null;
}

/** Take over changes of the registry, what events did to tags, and lots as they are now, and move the cursor. */
export async function applyChanges(
  records: CachedRecord[],
  events: AnyEvent[],
  next: string,
  lots: LotState[],
): Promise<void> {
  const tx = (await cache()).transaction(["records", "meta"], "readwrite");
  for (const record of records) void tx.objectStore("records").put(record);
  void tx.objectStore("meta").put(next, "cursor");
  void tx.objectStore("meta").put(Date.now(), "read_at");
  await tx.done;
  await applyEvents(events);
  const known = (await cache()).transaction("lots", "readwrite");
  for (const lot of lots) void known.store.put(lot);
  await known.done;
}

export async function applyEvents(events: AnyEvent[]): Promise<void> {
  const tx = (await cache()).transaction(["lots", "tags"], "readwrite");
  for (const event of events) {
    const { lots, tags, moved, held } = effects(event);
    for (const tag of tags) void tx.objectStore("tags").put(tag);
    for (const lot of lots) {
      const known = await tx.objectStore("lots").get(lot.lot);
      const from = [...new Set([...(known?.from ?? []), ...(lot.from ?? [])])];
      void tx.objectStore("lots").put({ ...lot, ...known, from });
    }
    for (const { lot, place } of moved) {
      const known = await tx.objectStore("lots").get(lot);
      if (known !== undefined) void tx.objectStore("lots").put({ ...known, place });
    }
    for (const { lot, hold } of held) {
      const known = await tx.objectStore("lots").get(lot);
      if (known !== undefined) void tx.objectStore("lots").put({ ...known, hold });
    }
  }
  await tx.done;
}

export async function putTags(tags: TagState[]): Promise<void> {
  const tx = (await cache()).transaction("tags", "readwrite");
  for (const tag of tags) void tx.store.put(tag);
  await tx.done;
}

export const knownTags = async (): Promise<string[]> => (await cache()).getAllKeys("tags");
export const tagState = async (tag: string): Promise<TagState | null> =>
  (await (await cache()).get("tags", tag)) ?? null;
export const lotState = async (lot: string): Promise<LotState | null> =>
  (await (await cache()).get("lots", lot)) ?? null;
export const allLots = async (): Promise<LotState[]> => (await cache()).getAll("lots");
export const allRecords = async (): Promise<CachedRecord[]> => (await cache()).getAll("records");
