import { everyLot, registry, type Entry } from "../api";

/** Which entries stand behind a line of a statement: those of its account that touch a lot of its scope. */

const FIELDS = ["lines", "inputs", "outputs", "uses", "from", "to"] as const;

/** Every lot of a scope, or null where the scope is everything. */
export async function lotsOfScope(query: URLSearchParams): Promise<ReadonlySet<string> | null> {
  const lot = query.get("scope_lot");
  if (lot !== null) return new Set([lot]);
  const [commodity, variety, product] = [query.get("commodity"), query.get("variety"), query.get("product")];
  if (commodity === null && variety === null && product === null) return null;
  const within = (await registry("products")).filter(
    (one) =>
      one.code === product ||
      (one.commodity === commodity && commodity !== null) ||
      (one.variety === variety && variety !== null),
  );
  const found = new Set<string>();
  for (const { code } of within) for (const one of await everyLot({ product: code })) found.add(one.lot);
  return found;
}

/** The entries behind a line. Events of one run belong together: a loss names no lot, but its run does. */
export function behind(entries: Entry[], account: string, scope: ReadonlySet<string> | null): Entry[] {
  const run = (entry: Entry): string => (typeof entry["run"] === "string" ? entry["run"] : (entry.id ?? ""));
  const runs =
    scope === null ? null : new Set(entries.filter((entry) => entry.kind === "pack" && touches(entry, scope)).map(run));
  const within = (entry: Entry): boolean =>
    scope === null || (entry.kind === "pack" && runs?.has(run(entry)) === true) || touches(entry, scope);
  return entries.filter((entry) => entry.stands !== false && within(entry) && writesOn(entry, account));
}

function touches(entry: Entry, scope: ReadonlySet<string>): boolean {
  if (typeof entry["lot"] === "string" && scope.has(entry["lot"])) return true;
  return FIELDS.some((field) => {
    const lines = entry[field];
    return (
      Array.isArray(lines) &&
      lines.some((line: unknown) =>
        typeof line === "string" ? scope.has(line) : scope.has(String((line as { lot?: string } | null)?.lot)),
      )
    );
  });
}

const DISPOSED: Record<string, string[]> = {
  donated: ["donated"],
  sampled: ["sample"],
  wasted: ["waste", "destroyed"],
  own_use: ["own_use"],
  shrink: ["shrink"],
};

/** Whether an event of the right kind writes on the account: by its reason, or by what it lists. */
function writesOn(entry: Entry, account: string): boolean {
  const [head = "", reason] = account.split(":");
  const listed = (field: string): boolean => Array.isArray(entry[field]) && entry[field].length > 0;
  if (head in DISPOSED) return DISPOSED[head]?.includes(String(entry["reason"])) ?? true;
  if (head === "loss" || head === "gain") {
    const lines = entry[head === "loss" ? "losses" : "gains"] as { reason: string }[] | undefined;
    return reason === "unweighed" || (lines ?? []).some((line) => line.reason === reason);
  }
  if (head === "made") return listed("outputs");
  if (head === "used") return entry.kind !== "pack" || listed("inputs");
  return true;
}
