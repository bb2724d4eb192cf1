import { pull, snapshot, type PullPage, type SnapshotPage } from "../api";
import * as cache from "../store/cache";
import { readCatalog } from "../store/catalog";
import { takeSnapshot } from "../store/phone";

const REGISTRY = new Set(["operation", "place", "product", "recipe", "partner", "person", "device"]);

/** Bring the cache up to date: by changes where that is enough, else by a whole snapshot. */
export async function refresh(token: string): Promise<void> {
  const cursor = await cache.cursor();
  if (cursor === null || !(await follow(token, cursor))) await takeSnapshot(await wholeSnapshot(token));
}

/** Apply changes page by page. False if only a snapshot can tell: a new epoch, or a correction of older events. */
async function follow(token: string, from: string): Promise<boolean> {
  for (let cursor = from, more = true; more;) {
    const page: PullPage = await pull(token, cursor);
    if (page.reset || page.changes.some(corrects)) return false;
    const records = page.changes.flatMap(({ type, body }) =>
      REGISTRY.has(type) ? [{ type, code: String(body["code"]), body }] : [],
    );
    const events = page.changes.flatMap(({ type, body }) =>
      type === "event" ? [body as unknown as Parameters<typeof cache.applyEvents>[0][number]] : [],
    );
    await cache.applyChanges(records, events, page.cursor, page.lots ?? []);
    cursor = page.cursor;
    more = page.more;
  }
  await readCatalog();
  return true;
}

const corrects = ({ type, body }: PullPage["changes"][number]): boolean =>
  type === "event" && (body["kind"] === "void" || Boolean(body["replaces"]));

async function wholeSnapshot(token: string): Promise<cache.Snapshot> {
  const whole: cache.Snapshot = { cursor: "", records: [], lots: [], tags: [] };
  for (let after: string | null = null; ;) {
    const page: SnapshotPage = await snapshot(token, after);
    whole.cursor = page.cursor;
    whole.records.push(...page.records);
    whole.lots.push(...page.lots);
    whole.tags.push(...page.tags);
    after = page.next;
    if (after === null) return whole;
  }
}
