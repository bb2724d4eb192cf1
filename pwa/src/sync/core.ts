/** When to send: a pure core. The drainer carries out its effects and reports back what came of them. */

export interface State {
  waiting: number;
  busy: boolean;
  failures: number;
  /** When the timer rings next, in milliseconds since 1970; null if none is set. */
  due: number | null;
}

export type Input =
  | { kind: "opened" | "visible" | "online" | "asked" | "rang"; now: number }
  | { kind: "recorded"; now: number; random: number }
  | { kind: "answered"; now: number; random: number; settled: number; waiting: number; backoff_s: number | null }
  | { kind: "failed"; now: number; random: number };

export type Effect = { kind: "send" } | { kind: "ring"; at: number };

export const initial: State = { waiting: 0, busy: false, failures: 0, due: null };

const MINUTE = 60_000;
const between = (low: number, high: number, random: number): number => Math.round(low + (high - low) * random);

/** After n failures in a row: 4, 8, 16, 32 s, then every minute; jittered so that phones do not come back together. */
export function backoff(failures: number, random: number): number {
  const ceiling = Math.min(MINUTE, 2000 * 2 ** failures);
  return between(ceiling / 2, ceiling, random);
}

export function step(state: State, input: Input): { state: State; effects: Effect[] } {
  switch (input.kind) {
    case "opened":
    case "visible":
    case "online":
    case "asked":
    case "rang":
      return state.busy ? quiet(state) : { state: { ...state, busy: true, due: null }, effects: [{ kind: "send" }] };
    case "recorded": {
      const waiting = state.waiting + 1;
      const soon = input.now + between(2000, 5000, input.random);
      if (state.busy) return quiet({ ...state, waiting });
      // Offline, the backoff decides; a record must not wake the radio every few seconds all day.
      const at =
        state.failures > 0 && state.due !== null ? state.due : state.due === null ? soon : Math.min(state.due, soon);
      return ring({ ...state, waiting }, at);
    }
    case "answered": {
      const settled: State = {
        ...state,
        busy: false,
        waiting: input.waiting,
        failures: input.settled > 0 || input.waiting === 0 ? 0 : state.failures + 1,
      };
      if (settled.failures > 0) return ring(settled, input.now + backoff(settled.failures, input.random));
      if (input.backoff_s !== null && input.backoff_s > 0) return ring(settled, input.now + input.backoff_s * 1000);
      if (input.waiting > 0) return { state: { ...settled, busy: true, due: null }, effects: [{ kind: "send" }] };
      return ring(settled, input.now + MINUTE);
    }
    case "failed": {
      const failures = state.failures + 1;
      return ring({ ...state, busy: false, failures }, input.now + backoff(failures, input.random));
    }
  }
}

const quiet = (state: State): { state: State; effects: Effect[] } => ({ state, effects: [] });
const ring = (state: State, at: number): { state: State; effects: Effect[] } => ({
  state: { ...state, due: at },
  effects: [{ kind: "ring", at }],
});
