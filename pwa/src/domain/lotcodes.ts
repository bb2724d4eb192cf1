/** Lot codes are made on the phone without asking anybody: its own letter keeps two phones apart. */

export type Maker = "harvest" | "pack" | "receive" | "plant" | "reclassify";

/** How a lot's code is made where the office says nothing else. */
export const PATTERNS: Record<Maker, string> = {
  harvest: "H{yy}-{place}-{mmdd}-{device}",
  pack: "P{yy}-{mmdd}-{device}",
  receive: "R{yy}-{mmdd}-{device}",
  plant: "PL{yy}-{place}-{mmdd}-{device}",
  reclassify: "C{yy}-{mmdd}-{device}",
};
export interface CodeParts {
  date: string;
  place: string;
  product: string;
  device: string;
}

/** d1 → A, d26 → Z, d27 → AA; a device id of another form gives letters from its characters. */
export function deviceLetter(device: string): string {
  const numbered = /^d(\d+)$/.exec(device);
  let n =
    numbered === null
      ? 26 + [...device].reduce((sum, c) => (sum * 31 + c.charCodeAt(0)) % 17_000, 7)
      : Number(numbered[1]);
  let letters = "";
  for (; n > 0; n = Math.floor((n - 1) / 26)) letters = String.fromCharCode(65 + ((n - 1) % 26)) + letters;
  return letters;
}

/** The first code by the pattern for which `taken` is false: A, then A2, A3 … */
export function lotCode(pattern: string, parts: CodeParts, taken: (code: string) => boolean): string {
  const [year = "", month = "", day = ""] = parts.date.split("-");
  const code = pattern
    .replace("{yy}", year.slice(2))
    .replace("{mmdd}", month + day)
    .replace("{place}", parts.place)
    .replace("{product}", parts.product)
    .replace("{device}", deviceLetter(parts.device))
    .toUpperCase();
  for (let n = 1; ; n += 1) {
    const candidate = n === 1 ? code : `${code}${n}`;
    if (!taken(candidate)) return candidate;
  }
}
