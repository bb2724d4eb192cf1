import type { Entry, Operation, PullPage, RegistryRecord } from "../types";

/** The book of the mock: entries in order, and the small readings that pages ask for. In memory only. */
export class MockBook {
  readonly entries: Entry[] = [];
  readonly known = new Map<string, { sha256: string; seq: number }>();
  operation: Operation | null = null;

  append(type: string, body: Record<string, unknown>): number {
    const seq = this.entries.length + 1;
    this.entries.push({ seq, type, ...body, received: new Date().toISOString() });
    return seq;
  }

  /** The newest record of each code of a type. */
  records(type: string): RegistryRecord[] {
    const newest = new Map<string, RegistryRecord>();
    for (const { type: one, seq: _seq, received: _received, ...body } of this.entries)
      if (one === type) newest.set(String(body.code), { type, code: String(body.code), body });
    return [...newest.values()].sort((a, b) => a.code.localeCompare(b.code));
  }

  events(): Entry[] {
    return this.entries.filter((entry) => entry.type === "event");
  }

  /** Events that no later event voids or replaces. */
  standing(): Entry[] {
    const gone = new Set(
      this.events().flatMap((entry) => [entry["kind"] === "void" ? entry["event"] : null, entry.replaces ?? null]),
    );
    return this.events().filter((entry) => !gone.has(entry.id) && entry.kind !== "void");
  }

  pull(cursor: string, epoch: string): PullPage {
    const [known, after] = [
      cursor.slice(0, cursor.lastIndexOf(".")),
      Number(cursor.slice(cursor.lastIndexOf(".") + 1)),
    ];
    const changes = this.entries.slice(after).map(({ seq, type, ...body }) => ({ seq, type, body }));
    return { changes: known === epoch ? changes : [], cursor: this.cursor(epoch), more: false, reset: known !== epoch };
  }

  cursor(epoch: string): string {
    return `${epoch}.${this.entries.length}`;
  }
}
