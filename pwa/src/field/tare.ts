import type { Quantity, Weigh } from "../domain/events";
import { massMg, massValue } from "../domain/mass";

/** What the empty bin weighs: typed once, and taken off every scale weight from then on. */

const STORED = "lotbook-tare";

export function lastTare(): Quantity | null {
  try {
    return JSON.parse(localStorage.getItem(STORED) ?? "null") as Quantity | null;
  } catch {
    return null;
  }
}
export const rememberTare = (tare: Quantity): void => localStorage.setItem(STORED, JSON.stringify(tare));

/** What a scale ticket says: net, and gross and tare where there is one; null where the bin would weigh nothing. */
export function onScale(shown: Quantity, tare: Quantity | null): Pick<Weigh, "mass" | "gross" | "tare"> | null {
  if (tare === null) return { mass: shown };
  const gross = massMg(shown, null, "");
  const empty = massMg(tare, null, "");
  if (gross === null || empty === null || empty >= gross) return null;
  return { mass: { value: massValue(gross - empty, shown.unit), unit: shown.unit }, gross: shown, tare };
}
