import { computed, signal } from "@preact/signals";
import type { Maker } from "../domain/lotcodes";
import type { Weighable } from "../domain/mass";
import type { LotState } from "../domain/reading";
import * as cache from "./cache";

/** The registry and the open lots in memory, read from the cache. */

export interface CatalogPlace {
  code: string;
  name: string;
  kind: string;
  parent: string | null;
}
export interface CatalogProduct extends Weighable {
  code: string;
  name: string;
  commodity: string;
  variety?: string | null;
  stage: string;
}
export interface CatalogName {
  code: string;
  name: string;
  roles: string[];
}

const records = signal<cache.CachedRecord[]>([]);
export const openLots = signal<LotState[]>([]);
/** When the server was last heard: what this phone knows is as of then. */
export const knownAt = signal<number | null>(null);

function ofType<T>(type: string): T[] {
  return records.value
    .filter((record) => record.type === type)
    .map((record) => ({ ...record.body, code: record.code }) as T);
}
export const places = computed(() => ofType<CatalogPlace>("place"));
export const products = computed(() => ofType<CatalogProduct>("product"));
export const people = computed(() => ofType<CatalogName>("person"));
export const partners = computed(() => ofType<CatalogName>("partner"));
export const operationName = computed(
  () =>
    ofType<{
      code: string;
      name: string;
      mass_unit: string;
      sample?: boolean | null;
      lot_codes?: Partial<Record<Maker, string>> | null;
      prompts?: Record<string, string> | null;
    }>("operation")[0] ?? null,
);

export async function readCatalog(): Promise<void> {
  [records.value, openLots.value, knownAt.value] = await Promise.all([
    cache.allRecords(),
    cache.allLots(),
    cache.readAt(),
  ]);
}

const sameCode = (code: string) => (one: { code: string }) => one.code.toUpperCase() === code.toUpperCase();
export const placeOf = (code: string): CatalogPlace | null => places.value.find(sameCode(code)) ?? null;
export const personOf = (code: string): CatalogName | null => people.value.find(sameCode(code)) ?? null;
export const productOf = (code: string | null): CatalogProduct | null =>
  code === null ? null : (products.value.find(sameCode(code)) ?? null);
export const partnerOf = (code: string): CatalogName | null => partners.value.find(sameCode(code)) ?? null;
export const placeName = (code: string | null): string => (code === null ? "" : (placeOf(code)?.name ?? code));

/** What this phone knows of an open lot. */
export const cachedLot = (code: string): LotState | null => openLots.value.find((lot) => lot.lot === code) ?? null;

/** The plantings that stand at a place, as far as this phone knows. */
export const plantingsAt = (place: string): LotState[] =>
  openLots.value.filter((lot) => lot.kind === "planting" && lot.place === place);
