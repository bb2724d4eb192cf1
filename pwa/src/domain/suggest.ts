/** Codes that a form proposes, so that nobody has to invent one; whoever knows better types another. */

const letters = (word: string): string => word.normalize("NFD").replace(/[^A-Za-z0-9]/g, "");

/** Initials and numbers of a name, in capitals: "Block 4" is B4, "Strawberries" is STR; never one that is taken. */
export function codeOf(name: string, taken: Iterable<string> = []): string {
  const words = name
    .split(/[^\p{L}\p{N}\p{M}]+/u)
    .map(letters)
    .filter(Boolean);
  const [only] = words;
  if (only === undefined) return "";
  const short = words.length === 1 ? only.slice(0, 3) : words.map((one) => (/^\d/.test(one) ? one : one[0])).join("");
  return free(short.toUpperCase(), taken);
}

/** The next number of a row: c01, c02 … A person's code says nothing of the person, because it stays in the book. */
export function nextCode(prefix: string, taken: Iterable<string>): string {
  const known = new Set(taken);
  for (let n = 1; ; n += 1) {
    const code = `${prefix}${String(n).padStart(2, "0")}`;
    if (!known.has(code)) return code;
  }
}

/** An operation's code: at most twenty small letters, digits and dashes, because every label carries it. */
export const slugOf = (name: string): string =>
  name
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 20)
    .replace(/-+$/, "");

function free(code: string, taken: Iterable<string>): string {
  const known = new Set(taken);
  if (!known.has(code)) return code;
  for (let n = 2; ; n += 1) if (!known.has(`${code}-${n}`)) return `${code}-${n}`;
}
