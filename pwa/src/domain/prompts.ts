/** What the app can say in the operation's own voice and language: a few words, and numbers put together from numerals. */

export const WORDS = [
  "ok",
  "warn",
  "bad",
  "harvest",
  "pack",
  "ship",
  "receive",
  "move",
  "count",
  "more",
  "scan",
  "who",
  "where",
] as const;
const TENS = [30, 40, 50, 60, 70, 80, 90];
export const NUMERALS: readonly string[] = [
  ...Array.from({ length: 21 }, (_, n) => `n${n}`),
  ...TENS.map((n) => `n${n}`),
  "n100",
  "n1000",
];
export const PROMPTS: readonly string[] = [...WORDS, ...NUMERALS];

/** The numerals of a whole number below a million, in order: 2,345 is 2 · 1000 · 3 · 100 · 40 · 5. */
export function numerals(value: number): string[] {
  const n = Math.floor(value);
  if (n < 0 || n >= 1_000_000) return [];
  if (n <= 20) return [`n${n}`];
  if (n < 100) return [`n${n - (n % 10)}`, ...rest(n % 10)];
  if (n < 1000) return [...times(Math.floor(n / 100)), "n100", ...rest(n % 100)];
  return [...times(Math.floor(n / 1000)), "n1000", ...rest(n % 1000)];
}

const rest = (n: number): string[] => (n === 0 ? [] : numerals(n));
/** A hundred and a thousand are said without a one before them. */
const times = (n: number): string[] => (n === 1 ? [] : numerals(n));
