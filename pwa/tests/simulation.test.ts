import { describe, expect, it } from "vitest";
import type { Told } from "../src/domain/keeping";
import { step, type Input } from "../src/sync/core";
import { RULES, type Rules } from "./simulation/phone";
import { Violation, World } from "./simulation/world";

/** SIM_RUNS and SIM_SEED: `make simulate` plays more runs than the suite has time for, and any one again. */
const RUNS = Number(process.env["SIM_RUNS"] ?? 10_000);
const FIRST = Number(process.env["SIM_SEED"] ?? 1);

/** The first run in which something went wrong under these rules, and what; null if none did. */
function violation(rules: Rules, first: number): string | null {
  for (let seed = first; seed < first + 300; seed += 1)
    try {
      new World(seed, rules).run();
    } catch (cause) {
      if (!(cause instanceof Violation)) throw new Error(`seed ${seed}`, { cause });
      return cause.message;
    }
  return null;
}

describe("phones and a server with everything that goes wrong between them", () => {
  it(`lose nothing, double nothing and come home, in ${RUNS} runs from seed ${FIRST}`, { timeout: 3_600_000 }, () => {
    const total = { recorded: 0, faults: 0, restores: 0, steps: 0 };
    for (let seed = FIRST; seed < FIRST + RUNS; seed += 1) {
      const world = new World(seed);
      world.run();
      for (const key of Object.keys(total) as (keyof typeof total)[]) total[key] += world.counts[key];
    }
    console.log(`seeds ${FIRST} to ${FIRST + RUNS - 1}:`, JSON.stringify(total));
    expect(total.recorded).toBeGreaterThan(RUNS);
    expect(total.restores).toBeGreaterThan(RUNS / 10);
  });
});

/** A check that cannot fail is none: each of these breaks one rule and is found out, the rarer from the seed given. */
const BROKEN: [string, Partial<Rules>, number?][] = [
  ["takes any answer for a receipt", { step: tampered((input) => receipts(input)) }],
  ["does not mind another epoch", { step: tampered((input) => withTold(input, { epoch: null, doubt: false })) }],
  [
    "does not mind that the server knows less than before",
    { step: tampered((input) => withTold(input, { high: 0, doubt: false })) },
  ],
  ["forgets its doubts when it restarts", { step: tampered((input) => withTold(input, { doubt: false })) }, 2_534],
  ["does not look for its records among what is missing", { isLost: () => false }],
  [
    "forgets what no backup has",
    { mayForget: (one, me, now, epoch) => RULES.mayForget({ ...one, seq: 0 }, me, now, epoch, 0) },
  ],
  [
    "believes an old place in a new book",
    { takenBack: (one, again, epoch) => RULES.takenBack(one, again, epoch, one.seq) },
    34_858,
  ],
  ["sends nothing again", { goesAgain: () => false }],
  [
    "leaves what it recorded under another name behind",
    { goesAgain: (one, me, missing) => RULES.goesAgain({ ...one, dev: me }, me, one.dev === me ? missing : [], false) },
  ],
  ["does not notice that it is an old copy", { noticesCopies: false }, 1_004],
  [
    "gives up after a failure",
    {
      step: tampered(
        (input) => input,
        (effects, input) => (input.kind === "failed" ? [] : effects),
      ),
    },
  ],
];

describe("the simulation", () => {
  it.each(BROKEN)("finds out a phone that %s", (_what, broken, first = 1) => {
    expect(violation({ ...RULES, ...broken }, first)).toMatch(/^seed \d+: (safety|liveness)/);
  });

  it("plays the same seed the same way", () => {
    const runs = [7, 7].map((seed) => {
      const world = new World(seed);
      world.run();
      return world.counts;
    });
    expect(runs[0]).toEqual(runs[1]);
  });
});

type Effects = ReturnType<typeof step>["effects"];

function tampered(
  change: (input: Input) => Input,
  after: (effects: Effects, input: Input) => Effects = (effects) => effects,
): typeof step {
  return (state, input) => {
    const next = step(state, change(input));
    return { ...next, effects: after(next.effects, input) };
  };
}

const withTold = (input: Input, told: Partial<Told>): Input =>
  input.kind === "replied" ? { ...input, told: { ...input.told, ...told } } : input;

/** Answer for the server that all that was sent was taken, whatever it said. */
function receipts(input: Input): Input {
  if (input.kind !== "replied") return input;
  const results = input.sent.map(({ id, sha256 }) => ({ id, sha256, status: "accepted", seq: 1, reason: null }));
  const good = { epoch: input.told.epoch ?? "e0", device: { high: input.told.high, missing: [], state: "active" } };
  return { ...input, reply: { ...good, ...(Object(input.reply) as object), results } };
}
