/** Codes that people type and scanners read, with check characters that find slips of hand and eye. */

const CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const ALPHANUMERIC = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/** Powers of alpha = 2 in GF(32) by x^5 + x^2 + 1; alpha has order 31. */
const POWERS: readonly number[] = powersOfAlpha();

function powersOfAlpha(): number[] {
  const powers = [1];
  for (let power = 1; powers.length < 31;) {
    power <<= 1;
    if (power >= 32) power ^= 0b100101;
    powers.push(power);
  }
  return powers;
}

function times(a: number, b: number): number {
  if (a === 0 || b === 0) return 0;
  return POWERS[(POWERS.indexOf(a) + POWERS.indexOf(b)) % 31] ?? 0;
}

function weightedSum(code: string): number {
  let sum = 0;
  for (const [i, character] of [...code].entries()) sum ^= times(POWERS[i] ?? 0, CROCKFORD.indexOf(character));
  return sum;
}

export const TAG_LENGTH = 10;

/** Upper case without spaces and dashes, with the letters that Crockford leaves out read as the digits they look like. */
export function normalTagCode(typed: string): string {
  return typed.toUpperCase().replace(/[\s-]/g, "").replace(/O/g, "0").replace(/[IL]/g, "1");
}

/** True if the ten characters are a tag's code: every single wrong character and every swap of two is found. */
export function isTagCode(code: string): boolean {
  return /^[0-9A-HJKMNP-TV-Z]{10}$/.test(code) && weightedSum(code) === 0;
}

/** A slip in a typed tag code: which character, from 1, is not one of ours, or not that of the one tag that it may be. */
export interface Slip {
  at: number;
  typed: string;
  should: string | null;
}

/** Find the wrong character: one that no code has, else the one by which it misses a tag that is known. */
export function slip(typed: string, known: (code: string) => boolean): Slip | null {
  const code = normalTagCode(typed);
  const strange = [...code].findIndex((one) => !CROCKFORD.includes(one));
  if (strange >= 0) return { at: strange + 1, typed: code[strange] ?? "", should: null };
  const meant = [...code].flatMap((one, at) =>
    [...CROCKFORD]
      .map((other) => code.slice(0, at) + other + code.slice(at + 1))
      .filter((other) => other !== code && isTagCode(other) && known(other))
      .map((other) => ({ at: at + 1, typed: one, should: other[at] ?? "" })),
  );
  return meant.length === 1 ? (meant[0] ?? null) : null;
}

/** The tag code whose first nine characters are given. */
export function tagCode(nine: string): string {
  const check = times(weightedSum(nine), POWERS[22] ?? 0); // alpha^-9 = alpha^22
  return nine + (CROCKFORD[check] ?? "");
}

/** The check character printed after a place's, lot's or person's code: ISO 7064, MOD 37,36; dashes are skipped. */
export function checkCharacter(code: string): string {
  let product = 36;
  for (const character of code.toUpperCase()) {
    const value = ALPHANUMERIC.indexOf(character);
    if (value < 0) continue;
    product = (((product + value) % 36 || 36) * 2) % 37;
  }
  return ALPHANUMERIC[(37 - product) % 36] ?? "";
}

/** A code typed with or without its check: `H26-B4-0912-A/K`. Null if the check character does not agree. */
export function checkedCode(typed: string): string | null {
  const [code = "", check, ...rest] = typed.trim().toUpperCase().split("/");
  if (code === "" || rest.length > 0) return null;
  if (check === undefined) return code;
  return check === checkCharacter(code) ? code : null;
}
