import { signal } from "@preact/signals";
import { registry, type Partner, type Person, type Place, type Product } from "../api";

/** What codes are called. The book and its sealed answers hold codes alone; names lie beside it and can be erased. */

interface Names {
  people: ReadonlyMap<string, Person>;
  partners: ReadonlyMap<string, Partner>;
  products: ReadonlyMap<string, Product>;
  places: ReadonlyMap<string, Place>;
}
export const names = signal<Names>({ people: new Map(), partners: new Map(), products: new Map(), places: new Map() });

async function mapped<N extends keyof Names>(name: N): Promise<Names[N]> {
  // A list that somebody may not see leaves the codes as they are.
  const rows = await registry(name).catch(() => []);
  return new Map(rows.map((one) => [one.code, one])) as unknown as Names[N];
}

export async function loadNames(): Promise<void> {
  const [people, partners, products, places] = await Promise.all([
    mapped("people"),
    mapped("partners"),
    mapped("products"),
    mapped("places"),
  ]);
  names.value = { people, partners, products, places };
}

const named = (found: { name: string | null } | undefined, code: string | null | undefined): string =>
  found?.name || code || "–";
export const personName = (code: string | null | undefined): string => named(names.value.people.get(code ?? ""), code);
export const partnerName = (code: string | null | undefined): string =>
  named(names.value.partners.get(code ?? ""), code);
export const productName = (code: string | null | undefined): string =>
  named(names.value.products.get(code ?? ""), code);
export const placeName = (code: string | null | undefined): string => named(names.value.places.get(code ?? ""), code);

/** A partner's contact on one line: telephone first, because a recall begins with a call. */
export function contactOf(code: string | null | undefined): string {
  const contact = names.value.partners.get(code ?? "")?.contact;
  const parts = ["phone", "email", "address", "city", "state", "zip"].map((part) => contact?.[part]);
  return parts.filter(Boolean).join(", ") || "–";
}
