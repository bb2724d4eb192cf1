import { useEffect, useState } from "preact/hooks";

/** Of many rows the first are drawn, and the others when they are asked for, on paper, and for the browser's own search. */

const FIRST = 100;
/** So many rows are drawn together, and again only when something of them changed. */
export const PART = 500;
const next = (drawn: number): number => (Math.floor(drawn / PART) + 1) * PART;

export interface Growing {
  /** How many rows are drawn. */
  drawn: number;
  /** Draw the next, or all of them, before the next frame. */
  now: (all: boolean) => void;
  /** Draw all of them bit by bit, so that somebody may go on meanwhile. */
  all: () => void;
}

export function useGrowing(count: number): Growing {
  const [drawn, setDrawn] = useState(FIRST);
  const [whole, setWhole] = useState(false);
  useEffect(() => {
    if (!whole || drawn >= count) return;
    const frame = requestAnimationFrame(() => setDrawn(next(drawn)));
    return () => cancelAnimationFrame(frame);
  }, [whole, drawn, count]);
  useEffect(() => {
    if (count <= FIRST) return;
    const print = (): void => setDrawn(count);
    const printed = (): void => setDrawn(drawn);
    const search = (event: KeyboardEvent): void => {
      if (event.key === "F3" || ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "f")) setWhole(true);
    };
    addEventListener("beforeprint", print);
    addEventListener("afterprint", printed);
    addEventListener("keydown", search);
    return () => {
      removeEventListener("beforeprint", print);
      removeEventListener("afterprint", printed);
      removeEventListener("keydown", search);
    };
  }, [count]);
  return {
    drawn: Math.min(drawn, count),
    now: (all) => setDrawn(all ? count : next(drawn)),
    all: () => setWhole(true),
  };
}
