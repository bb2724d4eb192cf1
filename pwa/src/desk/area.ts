import { number } from "../messages";
import { operation } from "../sheets/load";

/** Areas as the operation writes them: hectares where it weighs in kilograms, else acres. */

const M2_PER = { acre: 4046.8564224, ha: 10_000 };
const METRIC = new Set(["mg", "g", "kg", "t"]);

const unitHere = (): "acre" | "ha" => (METRIC.has(operation()?.mass_unit ?? "lb") ? "ha" : "acre");
const inUnit = (m2: number): number => Math.round((m2 / M2_PER[unitHere()]) * 100) / 100;

export const area = (m2: number | string | null): string =>
  m2 === null ? "–" : `${number(inUnit(Number(m2)))} ${unitHere()}`;

/** What a file has of a column of areas. */
export const areaFigure = <Row>(of: (row: Row) => number | string | null) => ({
  number: true as const,
  unit: unitHere(),
  value: (row: Row): number | null => {
    const m2 = of(row);
    return m2 === null ? null : inUnit(Number(m2));
  },
});
