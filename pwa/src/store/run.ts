import type { Doc, Kind, Quantity, TakenLine } from "../domain/events";

/** One line of a run as the screen shows it, newest last. */
export interface RunLine {
  /** The event that recorded it; null for a line of what is recorded at its end, a shipment say. */
  event: string | null;
  what: "harvest" | "input" | "output" | "loss" | "line";
  label: string;
  tag: string | null;
  lot: string | null;
  quantity: Quantity | null;
}

/** What this phone is in the middle of, one at each place. It survives a crash, because it is written with each record. */
export interface Run {
  id: string;
  kind: Kind;
  place: string | null;
  product: string | null;
  /** Where a harvest comes from; a bin of two blocks from both. */
  plantings: string[];
  lot: string | null;
  unit: string | null;
  /** How many units one blank tag stands for. */
  per_tag: string;
  /** Whether a tag that is scanned while packing goes in or labels what comes out: the phone cannot always know. */
  scanning: "in" | "out";
  /** What was answered so far, by the name of the question. */
  said: Record<string, string>;
  docs: Doc[];
  lines: RunLine[];
  started_at: number;
}

/** Lines as the contract wants them: the tag, and lot and quantity when known. */
export function takenLines(run: Run): TakenLine[] {
  return run.lines.map(({ tag, lot, quantity }) => ({
    ...(tag === null ? {} : { tag }),
    ...(lot === null ? {} : { lot }),
    ...(quantity === null ? {} : { quantity }),
  }));
}

/** The sum of a run's lines of one sort in one unit. */
export function total(run: Run, what: RunLine["what"], unit: string): number {
  return run.lines
    .filter((line) => line.what === what && line.quantity?.unit === unit)
    .reduce((sum, line) => sum + Number(line.quantity?.value ?? 0), 0);
}

/** The key of a run among those that are open: its place. */
export const placeKey = (place: string | null): string => place ?? "";

export type Runs = Record<string, Run>;

/** The open runs with this one as it is now; null ends the one of the place. */
export function withRun(runs: Runs, place: string | null, run: Run | null): Runs {
  const { [placeKey(place)]: _gone, ...others } = runs;
  return run === null ? others : { ...others, [placeKey(place)]: run };
}

/** A run as an earlier version of the app kept it, with what came since. */
export function upgraded(run: Run & { partner?: string | null; bol?: string; planting?: string | null }): Run {
  const { partner, bol, planting, ...kept } = run;
  const old = { ...(partner ? { customer: partner } : {}), ...(bol ? { bol } : {}) };
  return {
    ...kept,
    said: run.said ?? old,
    docs: run.docs ?? [],
    plantings: run.plantings ?? (planting ? [planting] : []),
  };
}
