import { ranges, type Range } from "../../src/domain/keeping";
import type { Random } from "./random";

/** The server as 3-sync.md describes it: a list of what came, which can be backed up and put back. */

export interface Sent {
  id: string;
  sha256: string;
  dev: string;
  dseq: number;
  /** What the server will make of it: most is accepted, some held or quarantined. */
  fate: "accepted" | "held" | "quarantined";
}
interface Book {
  epoch: string;
  entries: Sent[];
  devices: Map<string, "active" | "revoked">;
  durable: number | null;
}

export class Unknown extends Error {}

export class Server {
  book: Book = { epoch: "e0", entries: [], devices: new Map(), durable: null };
  backups: Book[] = [];
  private epochs = 0;

  push(talking: string, batch: Sent[]): unknown {
    const state = this.book.devices.get(talking);
    if (state === undefined) throw new Unknown();
    const before = this.numbers(talking);
    const high = Math.max(0, ...before);
    let twice = false;
    const results = batch.map((sent) => {
      const known = this.book.entries.findIndex((one) => one.sha256 === sent.sha256);
      if (known >= 0) return { id: sent.id, sha256: sent.sha256, status: "duplicate", seq: known + 1, reason: null };
      if (sent.dev === talking) {
        twice ||= before.has(sent.dseq);
        before.add(sent.dseq);
      }
      this.book.entries.push(sent);
      const status = this.book.devices.get(sent.dev) === "active" ? sent.fate : "quarantined";
      return { id: sent.id, sha256: sent.sha256, status, seq: this.book.entries.length, reason: null };
    });
    const now = Math.max(high, ...before, 0);
    return {
      epoch: this.book.epoch,
      server_time: "2026-09-12T10:00:00Z",
      results,
      device: { high: now, missing: this.missing(talking, [[1, now]]), state, twice },
      durable_through: this.book.durable,
      checkpoint: null,
      min_app: "0.1.0",
      backoff_s: 0,
    };
  }

  reconcile(dev: string, have: Range[]): unknown {
    if (!this.book.devices.has(dev)) throw new Unknown();
    return { missing: this.missing(dev, have), through: this.book.entries.length };
  }

  private numbers(dev: string): Set<number> {
    return new Set(this.book.entries.flatMap((one) => (one.dev === dev ? [one.dseq] : [])));
  }
  private missing(dev: string, of: Range[]): Range[] {
    const came = this.numbers(dev);
    const all: number[] = [];
    for (const [first, last] of of) for (let n = first; n <= last; n += 1) if (!came.has(n)) all.push(n);
    return ranges(all);
  }

  /** Let a device in, or in again under the name that it had. */
  letIn(dev: string): void {
    if (!this.book.devices.has(dev)) this.book.devices.set(dev, "active");
  }
  revoke(dev: string): void {
    if (this.book.devices.has(dev)) this.book.devices.set(dev, "revoked");
  }
  backUp(): void {
    this.backups.push(copy(this.book));
    this.book.durable = this.book.entries.length;
  }
  /** Put a backup back: by the command, which begins an epoch, or behind its back, which does not. */
  restore(random: Random, byHand: boolean): void {
    if (this.backups.length === 0) return;
    this.book = copy(random.pick(this.backups));
    if (byHand) return;
    this.epochs += 1;
    this.book.epoch = `e${this.epochs}`;
    this.book.durable = null;
  }
  has(sha256: string): boolean {
    return this.book.entries.some((one) => one.sha256 === sha256);
  }
}

const copy = (book: Book): Book => ({
  ...book,
  entries: [...book.entries],
  devices: new Map(book.devices),
});
