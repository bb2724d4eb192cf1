import type { RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";

/** Rows by the arrow keys: from one to the next, in the same column; Tab goes through everything as ever. */

const ROWS = "tbody > tr, .walked > li";
const STOPS = "a[href], button:not(:disabled)";
const TYPED = "input, select, textarea, [contenteditable]";
const STEPS: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity };

/**
 * For what holds the rows. Up from the first row goes to the heading, down from there or from the list itself to the
 * first row; Home and End to the first and the last. A row without links is focused itself.
 * `more` draws what is not drawn yet of the rows: the next, or all.
 */
export function useWalk<List extends HTMLElement>(more?: (all: boolean) => void): RefObject<List | null> {
  const list = useRef<List>(null);
  useEffect(() => {
    const here = list.current;
    const key = (event: KeyboardEvent): void => walk(event, more);
    here?.addEventListener("keydown", key);
    return () => here?.removeEventListener("keydown", key);
  });
  return list;
}

function walk(event: KeyboardEvent, more?: (all: boolean) => void): void {
  const step = STEPS[event.key];
  const { currentTarget: list, target } = event;
  if (step === undefined || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (!(list instanceof HTMLElement) || !(target instanceof HTMLElement) || target.closest(TYPED) !== null) return;
  const rows = (): HTMLElement[] => [...list.querySelectorAll<HTMLElement>(ROWS)];
  const from = target.closest<HTMLElement>(ROWS);
  const at = from === null ? -1 : rows().indexOf(from);
  if (at < 0 && step !== 1) return;
  event.preventDefault();
  const cell = target.closest("td, th");
  const column = cell === null ? 0 : [...(cell.parentElement?.children ?? [])].indexOf(cell);
  if (at === 0 && step === -1) return list.querySelectorAll("th")[column]?.querySelector("button")?.focus();
  const to = Math.max(0, at + step);
  const go = (): void => focus(rows()[to] ?? rows().at(-1), column);
  if (to < rows().length || more === undefined) return go();
  more(step === Infinity);
  requestAnimationFrame(go);
}

function focus(row: HTMLElement | undefined, column: number): void {
  if (row === undefined) return;
  const stop = row.children[column]?.querySelector<HTMLElement>(STOPS) ?? row.querySelector<HTMLElement>(STOPS);
  if (stop === null) row.tabIndex = -1;
  (stop ?? row).focus();
}
