import type { Kept } from "./outbox";

/**
 * A second copy of each record that waits, among the browser's files and not in its database: a browser that is killed
 * at a bad moment may find its database broken, and begin an empty one. It is written after the record is safe, so it
 * keeps nobody waiting, and goes when the server has the record.
 */

const CACHE = "outbox-copies";
const address = (sha256: string): string => `/outbox-copies/${sha256}`;
type Copy = Omit<Kept, "n">;

export async function keepCopy(record: Copy): Promise<void> {
  const files = await caches.open(CACHE);
  await files.put(address(record.sha256), new Response(JSON.stringify(record)));
}

export async function dropCopies(hashes: string[]): Promise<void> {
  const files = await caches.open(CACHE);
  for (const sha256 of hashes) await files.delete(address(sha256));
}

export async function allCopies(): Promise<Copy[]> {
  if (!(await caches.has(CACHE))) return [];
  const files = await caches.open(CACHE);
  const found: Copy[] = [];
  for (const request of await files.keys()) {
    const copy: unknown = await (await files.match(request))?.json().catch(() => null);
    if (isCopy(copy)) found.push({ ...copy, waiting: 1, status: null, seq: null, sent_at: null });
  }
  return found.sort((one, other) => one.saved_at - other.saved_at || one.dseq - other.dseq);
}

/** What was cut short as it was written is no copy. */
function isCopy(value: unknown): value is Copy {
  if (typeof value !== "object" || value === null) return false;
  const { jws, id, sha256, dseq, event } = value as Partial<Copy>;
  return (
    [jws, id, sha256].every((one) => typeof one === "string") && typeof dseq === "number" && typeof event === "object"
  );
}
