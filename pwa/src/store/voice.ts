import { openDB, type DBSchema, type IDBPDatabase } from "idb";

/** Recordings of the operation's voice, by the hash of their bytes; lost ones are fetched again. */

interface Schema extends DBSchema {
  clips: { key: string; value: ArrayBuffer };
}

let opening: Promise<IDBPDatabase<Schema>> | null = null;

function clips(): Promise<IDBPDatabase<Schema>> {
  opening ??= openDB<Schema>("voice", 1, {
    upgrade: (db) => void db.createObjectStore("clips"),
    terminated: () => void (opening = null),
  });
  opening.catch(() => void (opening = null));
  return opening;
}

export const clip = async (sha256: string): Promise<ArrayBuffer | undefined> => (await clips()).get("clips", sha256);

/** Keep just these: `fetched` gets those that are not here yet, and what nobody names any more goes. */
export async function keepClips(named: string[], fetched: (sha256: string) => Promise<ArrayBuffer>): Promise<void> {
  const db = await clips();
  const here = new Set(await db.getAllKeys("clips"));
  for (const sha256 of here) if (!named.includes(sha256)) await db.delete("clips", sha256);
  for (const sha256 of named) if (!here.has(sha256)) await db.put("clips", await fetched(sha256), sha256);
}
