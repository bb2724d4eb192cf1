import { signal } from "@preact/signals";
import { moments, numbers, plurals } from "./formats";
import fieldEn from "./field.en.json";
import fieldEs from "./field.es.json";
import type deskEn from "./desk.en.json";
import type inspectEn from "./inspect.en.json";

/** Every word that people read. A translator edits the JSON files beside this one; {names} stay as they are. */

export type Language = "en" | "es";
export type Message = keyof typeof fieldEn | keyof typeof deskEn | keyof typeof inspectEn;
type Catalog = Record<string, string>;

const catalogs: Record<Language, Catalog> = { en: { ...fieldEn }, es: { ...fieldEs } };

/** The words of what is loaded when somebody asks for it come in the reader's language alone. */
const LATER = {
  desk: { en: () => import("./desk.en.json"), es: () => import("./desk.es.json") },
  inspect: { en: () => import("./inspect.en.json"), es: () => import("./inspect.es.json") },
} satisfies Record<string, Record<Language, () => Promise<{ default: Catalog }>>>;
export type Part = keyof typeof LATER;

const wanted = new Set<Part>();

const STORED = "lotbook-language";

function first(): Language {
  const stored = localStorage.getItem(STORED);
  if (stored === "en" || stored === "es") return stored;
  return navigator.language.toLowerCase().startsWith("es") ? "es" : "en";
}

export const language = signal<Language>("en");

/** Begin in the language that was chosen on this phone, or in its own. */
export function startLanguage(): void {
  speak(first());
  // Another window of this phone changed it.
  addEventListener("storage", ({ key, newValue }) => {
    if (key === STORED && (newValue === "en" || newValue === "es")) setLanguage(newValue).catch(() => undefined);
  });
}

let chosen = 0;
/** Change the language once its words are here; without a network that may fail, and then nothing changes. */
export async function setLanguage(to: Language): Promise<void> {
  const choice = ++chosen;
  await bring(to);
  // Somebody who chose another meanwhile meant that one.
  if (choice === chosen) speak(to);
}

function speak(to: Language): void {
  localStorage.setItem(STORED, to);
  document.documentElement.lang = to;
  language.value = to;
}

/** Bring the words that parts of the app need, now and whenever the language changes. */
export async function needWords(...parts: Part[]): Promise<void> {
  for (const part of parts) wanted.add(part);
  await bring(language.value);
}

async function bring(to: Language): Promise<void> {
  await Promise.all([...wanted].map(async (part) => addWords(to, (await LATER[part][to]()).default)));
}

export const addWords = (to: Language, found: Catalog): void => void Object.assign(catalogs[to], found);

function text(key: string): string | undefined {
  return catalogs[language.value][key] ?? catalogs.en[key];
}

export function t(key: Message, values: Record<string, string | number> = {}): string {
  return fill(text(key) ?? key, values);
}

/** The words for a code of the server's, or another text where this version does not know the code. */
export function words(
  prefix: string,
  code: string,
  otherwise: string,
  values: Record<string, string | number> = {},
): string {
  const found = text(`${prefix}.${code}`);
  return found === undefined ? otherwise : fill(found, values);
}

/** Fill {name} with a value, and {name:day|days} with a number and the word that goes with it in this language. */
const fill = (template: string, values: Record<string, string | number>): string =>
  template.replace(/\{(\w+)(?::([^|{}]+)\|([^{}]+))?\}/g, (whole, name: string, one?: string, other?: string) => {
    const value = values[name];
    if (value === undefined) return whole;
    if (one === undefined || other === undefined) return String(value);
    const form = plurals(locale()).select(Number(value)) === "one" ? one : other;
    return `${number(Number(value))} ${form}`;
  });

/** The clock on which moments are written; this browser's own where nothing is said. */
let zone: string | undefined;
export const useZone = (timezone: string): void => void (zone = timezone);

/** How dates and numbers are written: Spanish as in North America, where 1,234.5 is one thousand and some. */
export const locale = (): string => (language.value === "es" ? "es-US" : "en-US");

export const clock = (ms: number): string =>
  moments(locale(), {
    hour: "numeric",
    minute: "2-digit",
    ...(language.value === "es" ? { hourCycle: "h23" } : {}),
  }).format(ms);
export const dayAndClock = (iso: string): string => {
  const ms = Date.parse(iso);
  return Number.isNaN(ms)
    ? iso
    : moments(locale(), {
        year: "numeric",
        month: "short",
        day: "numeric",
        hour: "numeric",
        minute: "2-digit",
        ...(zone === undefined ? {} : { timeZone: zone }),
      }).format(ms);
};
/** A local day of the book, YYYY-MM-DD, as people write it. */
export const dayText = (day: string): string => {
  const ms = Date.parse(`${day}T12:00:00Z`);
  return Number.isNaN(ms)
    ? day
    : moments(locale(), { year: "numeric", month: "short", day: "numeric", timeZone: "UTC" }).format(ms);
};
/** A month of the book, YYYY-MM, as people write it. */
export const monthText = (month: string): string => {
  const ms = Date.parse(`${month}-15T12:00:00Z`);
  return Number.isNaN(ms) ? month : moments(locale(), { year: "numeric", month: "long", timeZone: "UTC" }).format(ms);
};
export const number = (value: number): string => numbers(locale(), { maximumFractionDigits: 3 }).format(value);
