import { openDB, type DBSchema, type IDBPDatabase } from "idb";
import { sha256Hex } from "../domain/jws";
import type { Doc } from "../domain/events";

/** Photos that this phone took: on the disk before the record that names them, sent after it. */

export interface Photo {
  sha256: string;
  mime: string;
  bytes: ArrayBuffer;
  taken_at: number;
  /** 1 while it waits, 0 once the server has it. */
  waiting: 0 | 1;
}
interface Schema extends DBSchema {
  photos: { key: string; value: Photo; indexes: { waiting: number } };
}

let opening: Promise<IDBPDatabase<Schema>> | null = null;

function photos(): Promise<IDBPDatabase<Schema>> {
  opening ??= openDB<Schema>("photos", 1, {
    upgrade: (db) => void db.createObjectStore("photos", { keyPath: "sha256" }).createIndex("waiting", "waiting"),
    terminated: () => void (opening = null),
  });
  opening.catch(() => void (opening = null));
  return opening;
}

/** Keep a photo, and return how a record names it. */
export async function keepPhoto(bytes: ArrayBuffer, mime: string, kind: string, now: number): Promise<Doc> {
  const sha256 = await sha256Hex(bytes);
  const tx = (await photos()).transaction("photos", "readwrite", { durability: "strict" });
  await Promise.all([tx.store.put({ sha256, mime, bytes, taken_at: now, waiting: 1 }), tx.done]);
  return { sha256, name: `${kind}-${sha256.slice(0, 8)}.jpg`, kind, mime };
}

export const waitingPhotos = async (): Promise<string[]> =>
  (await photos()).getAllKeysFromIndex("photos", "waiting", 1);
export const photo = async (sha256: string): Promise<Photo | undefined> => (await photos()).get("photos", sha256);

const KEPT_MS = 30 * 24 * 3600 * 1000;

/** The server has it: its bytes stay for thirty days, for whoever looks at the record on this phone. */
export async function photoSent(sha256: string, now: number): Promise<void> {
  const tx = (await photos()).transaction("photos", "readwrite");
  const sent = await tx.store.get(sha256);
  if (sent !== undefined) void tx.store.put({ ...sent, waiting: 0 });
  for (let cursor = await tx.store.index("waiting").openCursor(0); cursor; cursor = await cursor.continue())
    if (cursor.value.taken_at < now - KEPT_MS) void cursor.delete();
  await tx.done;
}
