/** A count as it is typed: a lot that was left empty was not counted, and zero is a count. */
export interface Counted {
  lot: string;
  value: string;
  unit: string;
}

export const countLines = (typed: Counted[]): { lot: string; quantity: { value: string; unit: string } }[] =>
  typed
    .map(({ lot, value, unit }) => ({ lot: lot.trim(), value: value.trim().replace(",", "."), unit: unit.trim() }))
    .filter(({ lot, value }) => lot !== "" && value !== "")
    .map(({ lot, value, unit }) => ({ lot, quantity: { value, unit } }));
