/** What records are looked for by; each stands in the address under the name that the server knows. */
export const FILTERS = [
  "q",
  "lot",
  "kind",
  "from",
  "to",
  "place",
  "partner",
  "by",
  "device",
  "how",
  "late",
  "corrected",
] as const;
export type FilterName = (typeof FILTERS)[number];
export type Filter = Partial<Record<FilterName, string>>;

/** In the address of everything, since an address that asks nothing shows the last weeks. */
const ALL = "all";
const WEEKS = 5;

/** What an address looks for. The book begins years ago, with its registry: without a word it is the last weeks. */
export function filterOf(query: URLSearchParams, today: string): Filter {
  const found: Filter = {};
  for (const name of FILTERS) {
    const value = query.get(name);
    if (value) found[name] = value;
  }
  if (Object.keys(found).length > 0 || query.has(ALL)) return found;
  const since = new Date(`${today}T00:00:00Z`);
  since.setUTCDate(since.getUTCDate() - 7 * WEEKS);
  return { from: since.toISOString().slice(0, 10) };
}

/** The part of an address that looks for what was typed. */
export function addressOf(typed: Filter): Record<string, string> {
  const given = Object.entries(typed).flatMap(([name, value]) => (value.trim() === "" ? [] : [[name, value.trim()]]));
  return given.length === 0 ? { [ALL]: "1" } : (Object.fromEntries(given) as Record<string, string>);
}
