import { describe, expect, it } from "vitest";
import { mayForget, NOTHING_TOLD, ranges, type Kept, type Told } from "../src/domain/keeping";
import { isOlder } from "../src/domain/version";
import { heard, lacking, settled } from "../src/sync/answers";
import { batch } from "../src/sync/batch";
import { backoff, initial, step, type Input, type State } from "../src/sync/core";

const NOW = 1_800_000_000_000;
const then = { now: NOW, random: 0 };
const sent = [
  { n: 1, id: "a", sha256: "11" },
  { n: 2, id: "b", sha256: "22" },
];
const taken = sent.map(({ id, sha256 }) => ({ id, sha256, status: "accepted", seq: 7, reason: null }));
const reply = (more: object = {}, device: object = {}) => ({
  epoch: "e1",
  server_time: "2026-09-12T10:00:00Z",
  results: taken,
  device: { high: 2, missing: [], state: "active", ...device },
  durable_through: null,
  min_app: "0.1.0",
  backoff_s: 0,
  ...more,
});
const told: Told = { epoch: "e1", high: 2 };
const replied = (answer: unknown, before: Told = told): Input => ({
  kind: "replied",
  sent,
  told: before,
  reply: answer,
  ...then,
});
const pushing: State = { ...initial, doing: "pushing", waiting: 2 };

/** Feed inputs one after the other; the effects of the last. */
function after(state: State, ...inputs: Input[]) {
  let last = { state, effects: [] as ReturnType<typeof step>["effects"] };
  for (const input of inputs) last = step(last.state, input);
  return last;
}

describe("what may leave the outbox", () => {
  it("takes only what the reply names by id with its hash repeated", () => {
    const results = [taken[0], { ...taken[1], sha256: "99" }];
    expect(settled(sent, results).map((one) => one.n)).toEqual([1]);
  });

  it.each(["accepted", "duplicate", "held", "quarantined"])("counts %s as taken", (status) => {
    expect(settled(sent, [{ id: "b", sha256: "22", status, seq: 1, reason: null }])).toEqual([
      { n: 2, sha256: "22", status, seq: 1, reason: null },
    ]);
  });

  it.each([
    [undefined],
    ["<html>sign in</html>"],
    [[]],
    [[null, 7, "a"]],
    [[{ id: null, sha256: "11", status: "accepted" }]],
    [[{ id: "a", sha256: "11", status: "ok" }]],
  ])("keeps everything after %j", (results) => {
    expect(settled(sent, results)).toEqual([]);
  });
});

describe("a reply", () => {
  it("says what the server has, and up to where it is safe", () => {
    expect(heard(reply({ durable_through: 5 }, { missing: [[1, 1]] }))).toMatchObject({
      epoch: "e1",
      high: 2,
      missing: [[1, 1]],
      durableThrough: 5,
      revoked: false,
    });
  });

  it.each([
    ["<html>Welcome to the hotel</html>"],
    [null],
    [{}],
    [{ results: taken }],
    [reply({ epoch: undefined })],
    [reply({ results: "none" })],
    [reply({ device: null })],
    [reply({}, { high: -1 })],
    [reply({}, { missing: [[3, 1]] })],
    [reply({}, { missing: "no" })],
  ])("is none of ours if it is %j", (answer) => {
    expect(heard(answer)).toBeNull();
    expect(after(pushing, replied(answer)).state.failures).toBe(1);
  });

  it("to what is missing is read as strictly", () => {
    expect(lacking({ missing: [[1, 2]], through: 9 })).toEqual({ missing: [[1, 2]], through: 9 });
    expect(lacking({ missing: [[1, 2]] })).toEqual({ missing: [[1, 2]], through: null });
    expect(lacking({ missing: [["1", 2]] })).toBeNull();
    expect(lacking("<html>")).toBeNull();
  });
});

describe("when to send", () => {
  it("sends at the start, on becoming visible, online, when asked and when the timer rings", () => {
    for (const kind of ["opened", "visible", "online", "asked", "rang"] as const)
      expect(step(initial, { kind, ...then }).effects).toEqual([{ kind: "push" }]);
  });

  it("waits two to five seconds after a record, so that records travel in batches", () => {
    for (const [random, ms] of [
      [0, 2000],
      [1, 5000],
    ] as const)
      expect(step(initial, { kind: "recorded", now: NOW, random }).effects).toEqual([{ kind: "ring", at: NOW + ms }]);
  });

  it("never sends twice at once", () => {
    expect(step(pushing, { kind: "online", ...then }).effects).toEqual([]);
    expect(step(pushing, { kind: "recorded", ...then }).effects).toEqual([]);
  });

  it("goes on at once while records are taken and more wait", () => {
    const done = after(pushing, replied(reply()), { kind: "kept", waiting: 100, lost: false, ...then });
    expect(done.effects).toEqual([{ kind: "push" }]);
  });

  it("learns what the book says once nothing waits, and comes again in a minute", () => {
    const read = after(pushing, replied(reply()), { kind: "kept", waiting: 0, lost: false, ...then });
    expect(read.effects).toEqual([{ kind: "read" }]);
    expect(step(read.state, { kind: "read", ...then }).effects).toEqual([{ kind: "ring", at: NOW + 60_000 }]);
  });

  it("lets a record that came meanwhile not wait for that minute", () => {
    const reading = after(pushing, replied(reply()), { kind: "kept", waiting: 0, lost: false, ...then });
    expect(after(reading.state, { kind: "recorded", ...then }, { kind: "read", ...then }).effects).toEqual([
      { kind: "ring", at: NOW + 2000 },
    ]);
  });

  it("backs off to a minute, and forgets it at the first answer", () => {
    expect([1, 2, 3, 9].map((n) => backoff(n, 1))).toEqual([4000, 8000, 16_000, 60_000]);
    let state: State = initial;
    for (let i = 0; i < 4; i += 1) state = step({ ...state, doing: "pushing" }, { kind: "failed", ...then }).state;
    expect(state.failures).toBe(4);
    expect(after({ ...state, doing: "pushing" }, replied(reply())).state.failures).toBe(0);
  });

  it("lets no record wake the radio sooner while there is no network", () => {
    const failed = step({ ...pushing, failures: 4 }, { kind: "failed", now: NOW, random: 1 }).state;
    expect(step(failed, { kind: "recorded", ...then }).effects).toEqual([{ kind: "ring", at: failed.due }]);
  });

  it("obeys the server when it asks for patience", () => {
    const busy = replied(reply({ backoff_s: 30 }));
    expect(after(pushing, busy, { kind: "kept", waiting: 100, lost: false, ...then }).effects).toEqual([
      { kind: "ring", at: NOW + 30_000 },
    ]);
  });

  it("counts a disk that fails as a failure, and sends again later", () => {
    const failed = after(pushing, replied(reply()), { kind: "failed", ...then });
    expect(failed.state).toMatchObject({ doing: "nothing", failures: 1 });
  });
});

describe("a server that knows less than it did", () => {
  const doubts = (answer: unknown, before: Told = told) => {
    const [effect] = after(pushing, replied(answer, before)).effects;
    return effect?.kind === "keep" && effect.doubt;
  };

  it("is doubted after another epoch, or a lower number, or while a doubt is open", () => {
    expect(doubts(reply())).toBe(false);
    expect(doubts(reply({ epoch: "e2" }))).toBe(true);
    expect(doubts(reply({}, { high: 1 }))).toBe(true);
    expect(doubts(reply(), { ...told, doubt: true })).toBe(true);
    expect(doubts(reply({ epoch: "e2" }), NOTHING_TOLD)).toBe(false); // the first word of any
  });

  it("is asked what is missing, and that is sent again", () => {
    const asked = after(pushing, replied(reply({ epoch: "e2" })), { kind: "kept", waiting: 0, lost: false, ...then });
    expect(asked.effects).toEqual([{ kind: "ask" }]);
    const back = step(asked.state, { kind: "answered", reply: { missing: [[1, 1]], through: 1 }, ...then });
    expect(back.effects).toMatchObject([{ kind: "take back", lacks: { missing: [[1, 1]], through: 1 } }]);
    expect(step(back.state, { kind: "took back", waiting: 1, ...then }).effects).toEqual([{ kind: "push" }]);
  });

  it("is asked when it lists as missing what it once took", () => {
    expect(after(pushing, replied(reply()), { kind: "kept", waiting: 0, lost: true, ...then }).effects).toEqual([
      { kind: "ask" },
    ]);
  });

  it("is asked once and no more before the next waking, however it contradicts itself", () => {
    const asked = after(pushing, replied(reply()), { kind: "kept", waiting: 0, lost: true, ...then });
    const again = after(
      asked.state,
      { kind: "answered", reply: { missing: [] }, ...then },
      { kind: "took back", waiting: 1, ...then },
      replied(reply()),
      { kind: "kept", waiting: 0, lost: true, ...then },
    );
    expect(again.effects).toEqual([{ kind: "read" }]);
  });
});

describe("what a phone may forget", () => {
  const DAYS = 24 * 3600 * 1000;
  const old: Kept = { dseq: 1, dev: "d1", waiting: 0, sent_at: NOW - 31 * DAYS, seq: 5, epoch: "e1" };

  it("is old, and in a proved backup of the book that has it", () => {
    expect(mayForget(old, "d1", NOW, "e1", 5)).toBe(true);
  });

  it.each<[string, Partial<Kept>, string, number | null]>([
    ["waits", { waiting: 1 }, "e1", 5],
    ["is young", { sent_at: NOW - 29 * DAYS }, "e1", 5],
    ["is in no backup", {}, "e1", null],
    ["came after the backup", {}, "e1", 4],
    ["is in another book", {}, "e2", 5],
    ["has no place that we know", { seq: null }, "e1", 5],
    ["was signed under another name", { dev: "d0" }, "e1", 5],
  ])("is nothing that %s", (_why, change, epoch, durable) => {
    expect(mayForget({ ...old, ...change }, "d1", NOW, epoch, durable)).toBe(false);
  });
});

describe("numbers", () => {
  it("are told as ranges", () => {
    expect(ranges([1, 2, 3, 7, 9, 10])).toEqual([
      [1, 3],
      [7, 7],
      [9, 10],
    ]);
    expect(ranges([])).toEqual([]);
  });
  it("of versions are compared one by one", () => {
    expect([isOlder("0.9.1", "0.10"), isOlder("0.10.0", "0.10"), isOlder("1.0.0", "0.9")]).toEqual([
      true,
      false,
      false,
    ]);
  });
});

describe("a batch", () => {
  it("holds at most 200 events and 480 KB, and always one", () => {
    expect(batch(Array.from({ length: 500 }, () => ({ jws: "x" }))).length).toBe(200);
    expect(batch(Array.from({ length: 5 }, () => ({ jws: "x".repeat(200_000) }))).length).toBe(2);
    expect(batch([{ jws: "x".repeat(900_000) }]).length).toBe(1);
  });
});
