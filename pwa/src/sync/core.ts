/**
 * A phone's side of sync, as a pure machine: `step` takes what happened and says what to do next. It knows no clock,
 * network, disk or chance; the drainer carries out its effects and reports back, in the app and in the simulation.
 *
 * A push is always the first call, with or without records: its reply says which of ours the server has. Where that
 * is less than it said before, or its book is another, the phone asks what is missing and sends that again.
 */

import type { Told } from "../domain/keeping";
import { heard, lacking, settled, type Heard, type Lacking, type Sent, type Settled } from "./answers";

export interface State {
  doing: "nothing" | "pushing" | "keeping" | "asking" | "taking back" | "reading";
  waiting: number;
  failures: number;
  /** When the timer rings next, in milliseconds of a clock that never jumps; null if none is set. */
  due: number | null;
  /** What the push of now was answered, until its round is over. */
  heard: Heard | null;
  doubt: boolean;
  /** It asked once since it woke: a server that contradicts itself must not keep it busy. */
  asked: boolean;
}

interface Happening {
  now: number;
  random: number;
}
export type Input = Happening &
  (
    | { kind: "opened" | "visible" | "online" | "asked" | "rang" | "recorded" | "failed" | "read" }
    | { kind: "replied"; sent: Sent[]; told: Told; reply: unknown }
    | { kind: "kept"; waiting: number; lost: boolean }
    | { kind: "answered"; reply: unknown }
    | { kind: "took back"; waiting: number }
  );

export type Work =
  /** Send the start of the queue, or a greeting where nothing waits → replied, failed. */
  | { kind: "push" }
  /** In one transaction: mark what was taken; unless in doubt remember what was told, and forget what is safe → kept. */
  | { kind: "keep"; settled: Settled[]; heard: Heard; doubt: boolean }
  /** Ask what is missing of all that this phone still has → answered, failed. */
  | { kind: "ask" }
  /** In one transaction: let what is missing wait again, and remember what was told → took back. */
  | { kind: "take back"; lacks: Lacking; heard: Heard }
  /** Send photos, then learn what the book says → read, failed. */
  | { kind: "read" };
export type Effect = Work | { kind: "ring"; at: number };

export const initial: State = {
  doing: "nothing",
  waiting: 0,
  failures: 0,
  due: null,
  heard: null,
  doubt: false,
  asked: false,
};

const MINUTE = 60_000;
const between = (low: number, high: number, random: number): number => Math.round(low + (high - low) * random);

/** After n failures in a row: 4, 8, 16, 32 s, then every minute; jittered so that phones do not come back together. */
export function backoff(failures: number, random: number): number {
  const ceiling = Math.min(MINUTE, 2000 * 2 ** failures);
  return between(ceiling / 2, ceiling, random);
}

interface Step {
  state: State;
  effects: Effect[];
}

export function step(state: State, input: Input): Step {
  switch (input.kind) {
    case "opened":
    case "visible":
    case "online":
    case "asked":
    case "rang":
      return state.doing === "nothing" ? push({ ...state, asked: false }) : quiet(state);
    case "recorded":
      return recorded({ ...state, waiting: state.waiting + 1 }, input);
    case "replied":
      return replied(state, input);
    case "kept": {
      const now = { ...state, waiting: input.waiting };
      if ((state.doubt || input.lost) && !state.asked)
        return does({ ...now, doing: "asking", asked: true }, { kind: "ask" });
      return onwards(now, input);
    }
    case "answered": {
      const lacks = lacking(input.reply);
      if (lacks === null || state.heard === null) return failed(state, input);
      return does({ ...state, doing: "taking back" }, { kind: "take back", lacks, heard: state.heard });
    }
    case "took back":
      return onwards({ ...state, waiting: input.waiting }, input);
    case "read":
      // What was recorded meanwhile does not wait for a minute.
      return ring({ ...state, doing: "nothing" }, state.waiting > 0 ? soon(input) : input.now + MINUTE);
    case "failed":
      return failed(state, input);
  }
}

/** Two to five seconds after a record, so that records travel in batches. */
const soon = ({ now, random }: Happening): number => now + between(2000, 5000, random);

function recorded(state: State, input: Happening): Step {
  if (state.doing !== "nothing") return quiet(state);
  if (state.due === null) return ring(state, soon(input));
  // Offline, the backoff decides; a record must not wake the radio every few seconds all day.
  return ring(state, state.failures > 0 ? state.due : Math.min(state.due, soon(input)));
}

function replied(state: State, input: Input & { kind: "replied" }): Step {
  const said = heard(input.reply);
  if (said === null) return failed(state, input);
  const taken = settled(input.sent, (input.reply as { results: unknown }).results);
  if (taken.length === 0 && input.sent.length > 0) return failed(state, input);
  const { told } = input;
  const doubt = told.doubt === true || (told.epoch !== null && told.epoch !== said.epoch) || said.high < told.high;
  return does(
    { ...state, doing: "keeping", failures: 0, heard: said, doubt },
    { kind: "keep", settled: taken, heard: said, doubt },
  );
}

/** The round is over: more of the same while records wait, else the rest of the work. */
function onwards(state: State, { now }: Happening): Step {
  const wait = state.heard?.backoffS ?? 0;
  if (state.waiting === 0) return does({ ...state, doing: "reading", heard: null }, { kind: "read" });
  if (wait > 0) return ring({ ...state, doing: "nothing", heard: null }, now + wait * 1000);
  return push(state);
}

function failed(state: State, { now, random }: Happening): Step {
  const failures = state.failures + 1;
  return ring({ ...state, doing: "nothing", heard: null, failures }, now + backoff(failures, random));
}

const push = (state: State): Step =>
  does({ ...state, doing: "pushing", due: null, heard: null, doubt: false }, { kind: "push" });
const does = (state: State, effect: Effect): Step => ({ state, effects: [effect] });
const quiet = (state: State): Step => ({ state, effects: [] });
const ring = (state: State, at: number): Step => does({ ...state, due: at }, { kind: "ring", at });
