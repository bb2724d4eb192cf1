import type { Draft } from "../domain/events";
import { lotsTaken, type AnyEvent } from "../domain/reading";
import { position } from "../device";
import { t } from "../messages";
import { NotReady, record } from "../store/record";
import { place } from "../store/phone";
import { withRun, type Run, type Runs } from "../store/run";
import { say } from "./feedback";
import { sayDone } from "./held";

/** Save a draft, and only then show green. A failed save says so, and the screen keeps what was typed. */
export function save(
  draft: Draft,
  text: string,
  nextRun?: (id: string) => Run | null,
  aloud?: number,
): Promise<boolean> {
  const here = place.value;
  return saveWith(draft, text, nextRun && ((id, runs) => withRun(runs, here, nextRun(id))), aloud);
}

/** The same, with what becomes of all the runs that are open. */
export async function saveWith(
  draft: Draft,
  text: string,
  next?: (id: string, runs: Runs) => Runs,
  aloud?: number,
): Promise<boolean> {
  try {
    await record({ ...draft, ...here() }, next);
    sayDone(text, lotsTaken(draft as AnyEvent), aloud);
    return true;
  } catch (cause) {
    say("bad", whyNot(cause));
    return false;
  }
}

function here(): { gps?: { lat: number; lon: number; accuracy_m: number } } {
  const found = position(Date.now());
  if (found === null) return {};
  const { lat, lon, accuracy_m } = found;
  return { gps: { lat, lon, accuracy_m } };
}

function whyNot(cause: unknown): string {
  if (cause instanceof NotReady) return t("save.nobody");
  const full = cause instanceof DOMException && cause.name === "QuotaExceededError";
  return t(full ? "save.full" : "save.failed");
}

let queue: Promise<unknown> = Promise.resolve();

/** One thing after another: each scan and press sees the run as the one before left it. */
export function inTurn(work: () => Promise<unknown> | undefined): Promise<void> {
  const done = queue.then(work).then(
    () => undefined,
    () => say("bad", t("save.failed")),
  );
  queue = done;
  return done;
}

let pressed = false;

/** Do what a button is for, once: a second tap while the first is at work is a slip of the finger. */
export function press(work: () => Promise<unknown> | undefined): void {
  if (pressed) return;
  pressed = true;
  void inTurn(work).finally(() => void (pressed = false));
}
