import { signal } from "@preact/signals";
import { session } from "../sheets/load";

/** The first steps of an operation. What is done is read from the book; what was left out, this browser remembers. */

export const STEPS = ["places", "products", "people", "tags", "phones"] as const;
export type Step = (typeof STEPS)[number];
export type State = "done" | "skipped" | "open";

interface Remembered {
  skipped: Step[];
  away: boolean;
}

const NOTHING: Remembered = { skipped: [], away: false };
const turn = signal(0);
const key = (): string => `lotbook-start-${session.value?.operation.code ?? ""}`;

export function remembered(): Remembered {
  void turn.value;
  try {
    return { ...NOTHING, ...(JSON.parse(localStorage.getItem(key()) ?? "{}") as Partial<Remembered>) };
  } catch {
    return NOTHING;
  }
}

export function rememberStart(change: Partial<Remembered>): void {
  localStorage.setItem(key(), JSON.stringify({ ...remembered(), ...change }));
  turn.value += 1;
}

export const skip = (step: Step): void => rememberStart({ skipped: [...new Set([...remembered().skipped, step])] });

/** How many there are of each; the owner alone is nobody to harvest. */
export interface Counts {
  places: number;
  products: number;
  people: number;
  phones: number;
  tags: number;
}

export function stateOf(step: Step, counts: Counts, kept: Remembered): State {
  const done = counts[step] > (step === "people" ? 1 : 0);
  return done ? "done" : kept.skipped.includes(step) ? "skipped" : "open";
}

/** The first step that is neither done nor left out; null when none remains. */
export const nextStep = (counts: Counts, kept: Remembered, after?: Step): Step | null => {
  const from = after === undefined ? 0 : STEPS.indexOf(after) + 1;
  const order = [...STEPS.slice(from), ...STEPS.slice(0, from)];
  return order.find((one) => one !== after && stateOf(one, counts, kept) === "open") ?? null;
};
