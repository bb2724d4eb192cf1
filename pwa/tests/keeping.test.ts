import "fake-indexeddb/auto";
import { beforeEach, describe, expect, it } from "vitest";
import * as outbox from "../src/store/outbox";

/** The outbox's own transactions, on a real IndexedDB of the standard's semantics. */

const DAY = 24 * 3600 * 1000;
const NOW = 1_800_000_000_000;
const word = (more: Partial<outbox.Word> = {}): outbox.Word => ({
  epoch: "e1",
  high: 3,
  missing: [],
  twice: false,
  durableThrough: null,
  ...more,
});
const all = { status: "accepted", reason: null };

async function wipe(): Promise<void> {
  const db = await outbox.outbox();
  const tx = db.transaction(["device", "head", "records", "working"], "readwrite");
  for (const name of ["device", "head", "records", "working"] as const) void tx.objectStore(name).clear();
  await tx.done;
}
async function enrolled(id: string): Promise<void> {
  const keys = {} as CryptoKeyPair;
  await outbox.enrolled({ id, token: "t", name: "Phone", operation: "farm", epoch: "e1", keys, enrolled_at: 0 });
}
async function recorded(dev: string): Promise<void> {
  const { dseq } = await outbox.head();
  const kept = {
    dseq: dseq + 1,
    dev,
    id: `${dev}-${dseq + 1}`,
    sha256: "11",
    jws: "x",
    event: {} as never,
    saved_at: NOW,
    waiting: 1 as const,
    sent_at: null,
    status: null,
    seq: null,
    reason: null,
  };
  await outbox.keep(kept, { dseq }, undefined);
}
const waiting = async (): Promise<string[]> => (await outbox.waitingRecords(99)).map((one) => one.id);
const kept = async (): Promise<string[]> => (await outbox.allRecords()).map((one) => one.id);
async function sendAll(more: Partial<outbox.Word> = {}, doubt = false, now = NOW): Promise<boolean> {
  const these = (await outbox.waitingRecords(99)).map(({ n }, i) => ({ n, seq: i + 1, ...all }));
  return outbox.delivered(these, word(more), doubt, now);
}

beforeEach(async () => {
  await wipe();
  await enrolled("d1");
  for (let i = 0; i < 3; i += 1) await recorded("d1");
});

describe("the outbox", () => {
  it("knows at first which book it was let into, then what it was told", async () => {
    expect(await outbox.told()).toEqual({ epoch: "e1", high: 0 });
    await sendAll();
    expect(await outbox.told()).toEqual({ epoch: "e1", high: 3, twice: false });
  });

  it("remembers a doubt, and nothing else, until the server was asked", async () => {
    await sendAll();
    await sendAll({ epoch: "e2", high: 1 }, true);
    expect(await outbox.told()).toEqual({ epoch: "e1", high: 3, twice: false, doubt: true });
    await outbox.takeBack({ missing: [[2, 3]], through: 9 }, word({ epoch: "e2", high: 1 }));
    expect(await outbox.told()).toEqual({ epoch: "e2", high: 1, twice: false });
    expect(await waiting()).toEqual(["d1-2", "d1-3"]);
    expect(await outbox.recordById("d1-1")).toMatchObject({ waiting: 0, epoch: "e2", seq: 9 });
  });

  it("sees that the server lists as missing what it had taken", async () => {
    expect(await sendAll()).toBe(false);
    expect(await sendAll({ missing: [[2, 2]] })).toBe(true);
  });

  it("forgets what is a month old and in a backup, and never before", async () => {
    await sendAll();
    await sendAll({ durableThrough: 2 }, false, NOW + 29 * DAY);
    expect(await kept()).toEqual(["d1-1", "d1-2", "d1-3"]);
    await sendAll({ durableThrough: 2 }, true, NOW + 31 * DAY);
    expect(await kept()).toEqual(["d1-1", "d1-2", "d1-3"]);
    await sendAll({ durableThrough: 2 }, false, NOW + 31 * DAY);
    // The doubt of before is open no more only after it was asked: the core says so, the disk obeys.
    expect(await kept()).toEqual(["d1-3"]);
  });

  it("goes on counting after the server's number when it finds that it is an old copy", async () => {
    await sendAll({ high: 7 });
    await outbox.countFrom(7);
    await recorded("d1");
    expect((await outbox.recordById("d1-8"))?.dseq).toBe(8);
    expect((await outbox.told()).twice).toBe(true);
    await outbox.takeBack({ missing: [], through: 9 }, word());
    expect(await waiting()).toEqual(["d1-1", "d1-2", "d1-3", "d1-8"]); // numbers prove nothing any more
  });

  it("keeps what it recorded under another name, counts anew, and tells the server of its own numbers alone", async () => {
    await sendAll();
    await enrolled("d2");
    await recorded("d2");
    expect(await outbox.stillHere()).toEqual([[1, 1]]);
    expect(await outbox.told()).toMatchObject({ epoch: "e1", high: 0 });
    await outbox.takeBack({ missing: [], through: 4 }, word({ high: 0 }));
    expect(await waiting()).toEqual(["d1-1", "d1-2", "d1-3", "d2-1"]);
  });

  it("goes on where it was when it is let in again as itself", async () => {
    await sendAll();
    await enrolled("d1");
    await recorded("d1");
    expect(await outbox.stillHere()).toEqual([[1, 4]]);
    expect(await outbox.told()).toMatchObject({ high: 3 });
  });
});
