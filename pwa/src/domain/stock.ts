import type { AnyEvent, Line, LotState } from "./reading";

/** What a lot holds as far as a phone knows: the server's word, and what this phone recorded and has not sent. */

const MICRO = 1_000_000;

/** Units of a lot after some events of this phone; null where nobody counts it in units. */
export function unitsAfter(lot: LotState, unsent: AnyEvent[]): number | null {
  if (lot.unit === null) return null;
  const gone = new Set(unsent.flatMap((one) => [one.kind === "void" ? one.event : null, one.replaces]));
  // Whole millionths, as the book counts.
  let held = Math.round(Number(lot.units ?? 0) * MICRO);
  for (const event of unsent) {
    if (event.id !== undefined && gone.has(event.id)) continue;
    for (const line of comesIn(event)) held += micro(line, lot);
    for (const line of goesOut(event)) {
      if (line.lot !== lot.lot) continue;
      held = line.quantity ? held - micro(line, lot) : 0;
    }
  }
  return held / MICRO;
}

function micro({ lot: code, quantity }: Line, lot: LotState): number {
  return code === lot.lot && quantity?.unit === lot.unit ? Math.round(Number(quantity.value) * MICRO) : 0;
}

function comesIn(event: AnyEvent): Line[] {
  if (event.kind === "harvest") return [event];
  if (event.kind === "pack") return event.outputs ?? [];
  return event.kind === "receive" || event.kind === "return" ? (event.lines ?? []) : [];
}

function goesOut(event: AnyEvent): Line[] {
  if (event.kind === "pack") return event.inputs ?? [];
  if (event.kind === "plant" || event.kind === "apply") return event.uses ?? [];
  return event.kind === "ship" || event.kind === "dispose" ? (event.lines ?? []) : [];
}
