import { describe, expect, it } from "vitest";
import { settled } from "../src/sync/answers";
import { batch } from "../src/sync/batch";
import { backoff, initial, step, type State } from "../src/sync/core";

const NOW = 1_800_000_000_000;

describe("what may leave the outbox", () => {
  const sent = [
    { n: 1, id: "a", sha256: "11" },
    { n: 2, id: "b", sha256: "22" },
  ];

  it("takes only what the reply names by id with its hash repeated", () => {
    const results = [
      { id: "a", sha256: "11", status: "accepted", seq: 7, reason: null },
      { id: "b", sha256: "99", status: "accepted", seq: 8, reason: null },
    ];
    expect(settled(sent, results).map((one) => one.n)).toEqual([1]);
  });

  it.each(["accepted", "duplicate", "held", "quarantined"])("counts %s as taken", (status) => {
    expect(settled(sent, [{ id: "b", sha256: "22", status, seq: 1, reason: null }])).toEqual([
      { n: 2, status, seq: 1, reason: null },
    ]);
  });

  it.each([
    [undefined],
    ["<html>sign in</html>"],
    [[]],
    [[{ id: null, sha256: "11", status: "accepted" }]],
    [[{ id: "a", sha256: "11", status: "ok" }]],
  ])("keeps everything after %j", (results) => {
    expect(settled(sent, results)).toEqual([]);
  });
});

describe("when to send", () => {
  it("sends at the start, on becoming visible, online and when asked", () => {
    for (const kind of ["opened", "visible", "online", "asked"] as const)
      expect(step(initial, { kind, now: NOW }).effects).toEqual([{ kind: "send" }]);
  });

  it("waits two to five seconds after a record, so that records travel in batches", () => {
    for (const [random, ms] of [
      [0, 2000],
      [1, 5000],
    ] as const)
      expect(step(initial, { kind: "recorded", now: NOW, random }).effects).toEqual([{ kind: "ring", at: NOW + ms }]);
  });

  it("never sends twice at once", () => {
    const { state } = step(initial, { kind: "opened", now: NOW });
    expect(step(state, { kind: "online", now: NOW }).effects).toEqual([]);
  });

  it("goes on at once while records are taken and more wait", () => {
    const busy: State = { ...initial, busy: true, waiting: 300 };
    expect(
      step(busy, { kind: "answered", now: NOW, random: 0, settled: 200, waiting: 100, backoff_s: null }).effects,
    ).toEqual([{ kind: "send" }]);
  });

  it("backs off to a minute, and forgets it at the first success", () => {
    expect([1, 2, 3, 9].map((n) => backoff(n, 1))).toEqual([4000, 8000, 16_000, 60_000]);
    let state: State = initial;
    for (let i = 0; i < 4; i += 1)
      state = step({ ...state, busy: true }, { kind: "failed", now: NOW, random: 1 }).state;
    expect(state.failures).toBe(4);
    expect(
      step({ ...state, busy: true }, { kind: "answered", now: NOW, random: 1, settled: 3, waiting: 0, backoff_s: null })
        .state.failures,
    ).toBe(0);
  });

  it("lets no record wake the radio sooner while there is no network", () => {
    const failed = step({ ...initial, busy: true, failures: 4 }, { kind: "failed", now: NOW, random: 1 }).state;
    expect(step(failed, { kind: "recorded", now: NOW, random: 0 }).effects).toEqual([{ kind: "ring", at: failed.due }]);
  });

  it("obeys the server when it asks for patience", () => {
    const busy: State = { ...initial, busy: true, waiting: 300 };
    expect(
      step(busy, { kind: "answered", now: NOW, random: 0, settled: 200, waiting: 100, backoff_s: 30 }).effects,
    ).toEqual([{ kind: "ring", at: NOW + 30_000 }]);
  });
});

describe("a batch", () => {
  it("holds at most 200 events and 480 KB, and always one", () => {
    expect(batch(Array.from({ length: 500 }, () => ({ jws: "x" }))).length).toBe(200);
    expect(batch(Array.from({ length: 5 }, () => ({ jws: "x".repeat(200_000) }))).length).toBe(2);
    expect(batch([{ jws: "x".repeat(900_000) }]).length).toBe(1);
  });
});
