import { computed, signal } from "@preact/signals";
import type { Maker } from "../domain/lotcodes";
import type { Weighable } from "../domain/mass";
import type { LotState } from "../domain/reading";
import * as cache from "./cache";

/** The registry and the open lots in memory, read from the cache. */

export interface CatalogPlace {
  code: string;
  retired?: boolean | null;
  name: string;
  kind: string;
  parent: string | null;
}
export interface CatalogProduct extends Weighable {
  code: string;
  retired?: boolean | null;
  name: string;
  commodity: string;
  variety?: string | null;
  stage: string;
}
export interface CatalogName {
  code: string;
  retired?: boolean | null;
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
const everyPlace = computed(() => ofType<CatalogPlace>("place"));
const everyProduct = computed(() => ofType<CatalogProduct>("product"));
const everyPerson = computed(() => ofType<CatalogName>("person"));
const everyPartner = computed(() => ofType<CatalogName>("partner"));
/** What can be chosen: what the office retired is still called by its name, and offered no more. */
const inUse = <T extends { retired?: boolean | null }>(all: T[]): T[] => all.filter((one) => one.retired !== true);
export const places = computed(() => inUse(everyPlace.value));
export const products = computed(() => inUse(everyProduct.value));
export const people = computed(() => inUse(everyPerson.value));
export const partners = computed(() => inUse(everyPartner.value));
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
export const placeOf = (code: string): CatalogPlace | null => everyPlace.value.find(sameCode(code)) ?? null;
export const personOf = (code: string): CatalogName | null => everyPerson.value.find(sameCode(code)) ?? null;
export const productOf = (code: string | null): CatalogProduct | null =>
  code === null ? null : (everyProduct.value.find(sameCode(code)) ?? null);
export const partnerOf = (code: string): CatalogName | null => everyPartner.value.find(sameCode(code)) ?? null;
export const placeName = (code: string | null): string => (code === null ? "" : (placeOf(code)?.name ?? code));

/** What this phone knows of an open lot. */
export const cachedLot = (code: string): LotState | null => openLots.value.find((lot) => lot.lot === code) ?? null;

/** The plantings that stand at a place, as far as this phone knows. */
export const plantingsAt = (place: string): LotState[] =>
  openLots.value.filter((lot) => lot.kind === "planting" && lot.place === place);
