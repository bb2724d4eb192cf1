import type { Quantity, TakenLine } from "../domain/events";

/** One line of a run as the screen shows it, newest last. */
export interface RunLine {
  /** The event that recorded it; null for a line of a shipment that is not recorded yet. */
  event: string | null;
  what: "harvest" | "input" | "output" | "loss" | "shipped";
  label: string;
  tag: string | null;
  lot: string | null;
  quantity: Quantity | null;
}

/** What this phone is in the middle of. It survives a crash, because it is written with each record. */
export interface Run {
  id: string;
  kind: "harvest" | "pack" | "ship";
  place: string | null;
  product: string | null;
  planting: string | null;
  lot: string | null;
  unit: string | null;
  /** How many units one blank tag stands for. */
  per_tag: string;
  /** Whether a tag that is scanned while packing goes in or labels what comes out: the phone cannot always know. */
  scanning: "in" | "out";
  partner: string | null;
  bol: string;
  lines: RunLine[];
  started_at: number;
}

/** A shipment's lines as the contract wants them: the tag, and lot and quantity when known. */
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
