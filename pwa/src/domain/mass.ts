import type { Quantity } from "./events";

/** Masses for the eye only: what the book counts is computed by the server, in whole milligrams. */

const MG: Record<string, number> = {
  mg: 1,
  g: 1e3,
  kg: 1e6,
  t: 1e9,
  oz: 28_349.523125,
  lb: 453_592.37,
  cwt: 45_359_237,
  ton: 907_184_740,
};

export const MASS_UNITS: readonly string[] = Object.keys(MG);

export interface UnitMass {
  from: string;
  value: string;
  unit: string;
}
export interface Weighable {
  unit: string;
  units: { unit: string; per: string }[] | null;
  unit_mass: UnitMass[] | null;
}

/** The mass in milligrams of a quantity on a date, or null where the product has none. */
export function massMg(quantity: Quantity, product: Weighable | null, date: string): number | null {
  const direct = MG[quantity.unit];
  if (direct !== undefined) return Number(quantity.value) * direct;
  const factor = product === null ? null : factorOn(product, date);
  if (product === null || factor === null) return null;
  const perStockUnit = MG[factor.unit];
  const units =
    quantity.unit === product.unit
      ? 1
      : Number(product.units?.find((one) => one.unit === quantity.unit)?.per ?? Number.NaN);
  if (perStockUnit === undefined || Number.isNaN(units)) return null;
  return Number(quantity.value) * units * Number(factor.value) * perStockUnit;
}

function factorOn(product: Weighable, date: string): UnitMass | null {
  const dated = [...(product.unit_mass ?? [])].sort((a, b) => a.from.localeCompare(b.from));
  return dated.findLast((one) => one.from <= date) ?? dated[0] ?? null;
}

/** A mass in the operation's unit, with separators of the reader's language. */
export function massText(mg: number, unit: string, language: string): string {
  const value = mg / (MG[unit] ?? 1);
  const digits = Math.abs(value) < 100 ? 1 : 0;
  return `${new Intl.NumberFormat(language, { maximumFractionDigits: digits }).format(value)} ${unit}`;
}

/** A mass in a unit as the contract writes it, to a thousandth of the unit. */
export const massValue = (mg: number, unit: string): string =>
  (Math.round((mg / (MG[unit] ?? 1)) * 1_000) / 1_000).toFixed(3).replace(/\.?0+$/, "");

/** True for a positive decimal as the contract writes it. */
export const isAmount = (value: string): boolean => /^\d{1,9}(\.\d{1,6})?$/.test(value) && Number(value) > 0;
