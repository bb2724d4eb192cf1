/** What a GS1 Digital Link says of a case: its product, its lot, and the operation whose label it is, where it says so. */
export interface CaseLink {
  gtin: string;
  lot: string | null;
  operation: string | null;
}

const ADDRESS = /^https?:\/\/[^/?#]+(\/[^?#]*)(?:\?([^#]*))?(?:#.*)?$/i;
const QUALIFIERS = ["22", "10", "21"];
/** Keys of figures that GS1 has besides those of the path: dates, counts, measures, prices, and what is agreed upon. */
const ATTRIBUTES =
  /^(?:1[1-35-7]|20|24[0-3]|25[01]|30|37|3[1-6]\d\d|39[0-5]\d|40[0-3]|42[0-7]|43\d\d|70\d\d|71\d|80\d\d|81\d\d|82\d\d|9\d)$/;

/**
 * Read an address as GS1's Digital Link URI syntax has it; null for what it refuses: a wrong check digit or fewer than 14
 * digits, qualifiers out of order, twice, in the query or unknown, an empty value, a trailing slash, a character zero.
 */
export function readCaseLink(address: string): CaseLink | null {
  const [, path = "", query = ""] = ADDRESS.exec(address.trim()) ?? [];
  if (path === "" || /%00/.test(path + query)) return null;
  const steps = path.split("/").slice(1);
  const at = steps.findIndex((step, index) => step === "01" && /^\d{8,}$/.test(steps[index + 1] ?? ""));
  const gtin = steps[at + 1] ?? "";
  if (at < 0 || !isGtin14(gtin) || !queryHolds(query)) return null;
  const said = qualifiers(steps.slice(at + 2));
  if (said === null) return null;
  const stem = steps.slice(0, at);
  const ours = stem.length >= 2 && stem[stem.length - 2]?.toUpperCase() === "G" ? stem[stem.length - 1] : undefined;
  return { gtin, lot: decoded(said.get("10")), operation: decoded(ours) };
}

/** Weights 3, 1, 3 … from the right. */
function isGtin14(text: string): boolean {
  if (!/^\d{14}$/.test(text)) return false;
  const sum = [...text].reduce((total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 3 : 1), 0);
  return sum % 10 === 0;
}

function qualifiers(steps: string[]): Map<string, string> | null {
  const found = new Map<string, string>();
  if (steps.length % 2 !== 0) return null;
  let last = -1;
  for (let index = 0; index < steps.length; index += 2) {
    const [key = "", value = ""] = steps.slice(index, index + 2);
    const order = QUALIFIERS.indexOf(key);
    if (order <= last || value === "") return null;
    found.set(key, value);
    last = order;
  }
  return found;
}

function queryHolds(query: string): boolean {
  const seen = new Set<string>();
  return query
    .split(/[&;]/)
    .filter(Boolean)
    .every((pair) => {
      const [key = "", value = ""] = pair.split("=");
      if (!/^\d+$/.test(key)) return true;
      const fine = ATTRIBUTES.test(key) && value !== "" && !seen.has(key);
      seen.add(key);
      return fine;
    });
}

function decoded(step: string | undefined): string | null {
  if (step === undefined) return null;
  try {
    return decodeURIComponent(step);
  } catch {
    return null;
  }
}
