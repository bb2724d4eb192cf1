import { dateIn } from "../domain/clock";
import { locale, monthText, number, words } from "../messages";
import { numbers } from "../messages/formats";
import { operation } from "./load";
import { partnerName, placeName, productName } from "./names";

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

/** A mass in the operation's unit, as a ledger writes it. */
export function mass(mg: number | null | undefined, unit = operation()?.mass_unit ?? "lb", digits = 1): string {
  if (mg === null || mg === undefined) return "–";
  const value = mg / (MG[unit] ?? 1);
  return `${numbers(locale(), { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(Math.abs(value) < 0.05 ? 0 : value)} ${unit}`;
}

/** What a file has of a column of masses: bare numbers in the operation's unit, to the thousandth. */
export function massFigure<Row>(of: (row: Row) => number | null): {
  number: true;
  unit: string;
  value: (row: Row) => number | null;
} {
  const unit = operation()?.mass_unit ?? "lb";
  return {
    number: true,
    unit,
    value: (row) => {
      const mg = of(row);
      return mg === null ? null : Math.round((mg / (MG[unit] ?? 1)) * 1000) / 1000;
    },
  };
}

export function units(held: Record<string, string> | null | undefined): string {
  return Object.entries(held ?? {})
    .map(([unit, value]) => `${number(Number(value))} ${unit}`)
    .join(", ");
}

/** How people call what the book writes as a code or in digits. */
const WORDS_OF: Record<string, (value: string) => string> = {
  kind: (kind) => kindWord(kind),
  month: monthText,
  partner: partnerName,
  place: placeName,
  product: productName,
};

/** What a sentence is filled with: a mass in milligrams also under its name without the unit, in the operation's unit. */
export function values(...of: Record<string, unknown>[]): Record<string, string | number> {
  const filled: Record<string, string | number> = {};
  for (const [name, value] of of.flatMap((one) => Object.entries(one))) {
    if (name.endsWith("_mg") && typeof value === "number") filled[name.slice(0, -3)] = mass(value);
    else if (name === "status" || name === "claimed") filled[name] = statusWord(String(value));
    else filled[name] = WORDS_OF[name]?.(String(value)) ?? (typeof value === "number" ? value : String(value));
  }
  return filled;
}

export function share(value: string | null): string {
  return value === null ? "–" : `${number(Math.round(Number(value) * 1000) / 10)} %`;
}

export const account = (name: string): string => {
  const [head = name, tail] = name.split(":");
  const known = words("account", name, "");
  if (known !== "") return known;
  const base = words("account", head, head);
  return tail === undefined ? base : `${base}: ${words("loss", tail, tail)}`;
};
export const kindWord = (kind: string | null | undefined): string => (kind ? words("kind", kind, kind) : "");
export const lotKind = (kind: string | null): string => (kind === null ? "–" : words("lotkind", kind, kind));
export const statusWord = (status: string | null | undefined): string =>
  status ? words("status", status, status) : "–";
export const severityWord = (severity: string): string => words("severity", severity, severity);

/** Today at the farm: the reader's own clock may be a zone ahead, and that day has not come there. */
export const todayHere = (): string => dateIn(operation()?.timezone ?? "UTC", Date.now());
