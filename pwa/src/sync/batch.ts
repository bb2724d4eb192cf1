const EVENTS_MAX = 200;
const BYTES_MAX = 480 * 1024; // the server takes 512 KB, and the envelope takes some

/** The longest start of the queue that one push may carry; always at least one record. */
export function batch<T extends { jws: string }>(queue: T[]): T[] {
  const taken: T[] = [];
  let bytes = 0;
  for (const record of queue.slice(0, EVENTS_MAX)) {
    bytes += record.jws.length + 3;
    if (taken.length > 0 && bytes > BYTES_MAX) break;
    taken.push(record);
  }
  return taken;
}
