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
export type Filter = Partial<Record<(typeof FILTERS)[number], string>>;
