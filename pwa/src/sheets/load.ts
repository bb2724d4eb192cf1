import { effect, signal } from "@preact/signals";
import { useCallback, useEffect, useState } from "preact/hooks";
import { NetworkFailure, Refusal, type Operation, type Session } from "../api";
import { t, useZone, words } from "../messages";
import { wrongText } from "./wrong";

/** Who is signed in at this desk. */
export const session = signal<Session | null>(null);

/** The operation of somebody who came by an inspection link and has no session. */
export const visited = signal<Operation | null>(null);
export const operation = (): Operation | null => visited.value ?? session.value?.operation ?? null;

// Moments stand on the farm's clock, wherever the reader sits.
effect(() => {
  const found = operation();
  if (found !== null) useZone(found.timezone);
});

/** What to do when the server no longer knows who asks. */
let onLost = (): void => void (session.value = null);
export const whenLost = (then: () => void): void => void (onLost = then);

export interface Loaded<T> {
  data: T | null;
  problem: string | null;
  busy: boolean;
  again: () => void;
}

/** What went wrong, in words: ours where this code is known, else the server's sentence. */
export function explain(cause: unknown): string {
  if (cause instanceof Refusal) {
    if (cause.status === 401) onLost();
    const fields = Object.entries(cause.errors).map(([field, text]) =>
      wrongText(field, [text].flat().map(String).join(" ")),
    );
    return [words("refusal", cause.code, cause.message), ...fields].join(" ");
  }
  if (cause instanceof NetworkFailure) return t("trouble.network");
  return cause instanceof Error ? cause.message : String(cause);
}

/** Load what a page shows, anew whenever `key` changes. An answer to an older key is dropped. */
export function useLoad<T>(load: () => Promise<T>, key: string): Loaded<T> {
  const [state, setState] = useState<{ data: T | null; problem: string | null; busy: boolean }>({
    data: null,
    problem: null,
    busy: true,
  });
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    let stale = false;
    setState((was) => (was.busy ? was : { ...was, busy: true }));
    load().then(
      (data) => stale || setState({ data, problem: null, busy: false }),
      (cause: unknown) => stale || setState({ data: null, problem: explain(cause), busy: false }),
    );
    return () => void (stale = true);
    // The key names everything that the call depends on.
  }, [key, turn]);
  return { ...state, again: useCallback(() => setTurn((n) => n + 1), []) };
}

/** Run something that a button or form asked for, and tell how it went. */
export function useAct(): { busy: boolean; problem: string | null; act: (work: () => Promise<unknown>) => void } {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const act = (work: () => Promise<unknown>): void => {
    setBusy(true);
    setProblem(null);
    work()
      .catch((cause: unknown) => setProblem(explain(cause)))
      .finally(() => setBusy(false));
  };
  return { busy, problem, act };
}
