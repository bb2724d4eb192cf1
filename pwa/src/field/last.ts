import type { Run } from "../store/run";
import { JOBS, type JobKind } from "./jobs";

/** What was answered the last time: a supplier, a product, a method come again. Only a convenience, so it may be lost. */

const stored = (kind: string): string => `lotbook-last-${kind}`;

export function rememberSaid(run: Run): void {
  const again = JOBS[run.kind as JobKind].questions.filter((one) => one.again === true).map((one) => one.name);
  const kept = Object.fromEntries(again.flatMap((name) => (run.said[name] ? [[name, run.said[name]]] : [])));
  localStorage.setItem(stored(run.kind), JSON.stringify(kept));
}

export function lastSaid(kind: JobKind): Record<string, string> {
  try {
    return JSON.parse(localStorage.getItem(stored(kind)) ?? "{}") as Record<string, string>;
  } catch {
    return {};
  }
}
