import { localDate } from "../domain/clock";
import type { Quantity } from "../domain/events";
import { newId } from "../domain/ids";
import { lotCode, PATTERNS, type Maker } from "../domain/lotcodes";
import { MASS_UNITS, massMg, massText } from "../domain/mass";
import type { LotState } from "../domain/reading";
import { locale, number } from "../messages";
import { openLots, operationName, plantingsAt, productOf, products, type CatalogProduct } from "../store/catalog";
import type { OpenRun } from "../api";
import { device, place, run, setRun } from "../store/phone";
import type { Run, RunLine } from "../store/run";
import { JOBS, type JobKind } from "./jobs";
import { lastSaid } from "./last";

const now = (): number => Date.now();
const deviceId = (): string => device.value?.id ?? "d1";

function newRun(kind: Run["kind"]): Run {
  return {
    id: newId(now()),
    kind,
    place: place.value,
    product: null,
    plantings: [],
    lot: null,
    unit: null,
    per_tag: "1",
    scanning: "in",
    said: {},
    docs: [],
    lines: [],
    started_at: now(),
  };
}

/** A code for a lot that is made here and now, by the office's pattern; shown before anything is recorded under it. */
function newLot(maker: Maker, where: string | null, product: string, taken: (lot: LotState) => boolean): string {
  const pattern = operationName.value?.lot_codes?.[maker] ?? PATTERNS[maker];
  const parts = { date: localDate(now()), place: where ?? "X", product, device: deviceId() };
  return lotCode(pattern, parts, (code) => openLots.value.some((lot) => lot.lot === code && taken(lot)));
}

/** The lot of a harvest: the same phone, place, product and day go on with the same one. */
export const harvestLotOf = (product: CatalogProduct, where: string | null): string =>
  newLot("harvest", where, product.code, (lot) => lot.product !== product.code);

export function startHarvest(product: CatalogProduct, plantings: LotState[]): Promise<void> {
  return setRun({
    ...newRun("harvest"),
    product: product.code,
    plantings: plantings.map((one) => one.lot),
    lot: harvestLotOf(product, place.value),
    unit: product.unit,
  });
}

/** Begin to pack a product here, into a lot of its own. */
export function startPack(product: CatalogProduct): Promise<void> {
  const lot = newLot("pack", place.value, product.code, () => true);
  return setRun({ ...newRun("pack"), product: product.code, lot, unit: product.unit });
}

/** Go on with a run that another phone of the line began: with its lot, or one of this phone's while it made none. */
export async function joinPack(line: OpenRun, product: CatalogProduct): Promise<void> {
  await startPack(product);
  const mine = run.value;
  if (mine !== null) await setRun({ ...mine, id: line.run, lot: line.lot ?? mine.lot });
}

/** Begin a job here, with what was scanned as its first line. */
export async function startJob(kind: JobKind, lines: RunLine[] = []): Promise<void> {
  const { makes } = JOBS[kind];
  const lot = makes === undefined ? null : newLot(makes, place.value, "", () => true);
  await setRun({ ...newRun(kind), lot, said: lastSaid(kind), lines });
}

/** What can be harvested here: products of the commodities planted here, or all if nothing is known. */
export function harvestable(): CatalogProduct[] {
  const all = products.value.filter((one) => one.stage === "harvested" || one.stage === "packed");
  const here = all.filter((one) => plantingsHere().some((lot) => grows(lot, one)));
  // What is picked into bins comes before what is packed in the field.
  return [...(here.length > 0 ? here : all)].sort((a, b) => a.stage.localeCompare(b.stage));
}

export const packable = (): CatalogProduct[] => products.value.filter((one) => one.stage === "packed");

export const plantingsHere = (): LotState[] => (place.value === null ? [] : plantingsAt(place.value));
export const plantingsFor = (product: CatalogProduct): LotState[] =>
  plantingsHere().filter((lot) => grows(lot, product));

/** Whether a product can come off a planting: the same commodity, and the same variety where both name one. */
export function grows(planting: LotState, product: CatalogProduct): boolean {
  const planted = productOf(planting.product);
  if (planted?.commodity !== product.commodity) return false;
  return !planted.variety || !product.variety || planted.variety === product.variety;
}

/** The units a quantity of a product may be given in: its own first, then masses. */
export function unitsOf(product: string | null): string[] {
  const known = productOf(product);
  const own = known === null ? [] : [known.unit, ...(known.units ?? []).map((one) => one.unit)];
  return [...new Set([...own, massUnit(), "kg"])];
}

export const massUnit = (): string => operationName.value?.mass_unit ?? device.value?.mass_unit ?? "lb";
export const lossUnits = (): string[] =>
  [...new Set([massUnit(), "lb", "kg"])].filter((unit) => MASS_UNITS.includes(unit));

/** "12,950 lb" for a quantity of a product today; empty where it has no mass. */
export function massOf(quantity: Quantity, product: string | null): string {
  const mg = massMg(quantity, productOf(product), localDate(now()));
  return mg === null || quantity.unit === massUnit() ? "" : massText(mg, massUnit(), locale());
}

export const massInWords = (mg: number): string => massText(mg, massUnit(), locale());

export const quantityText = (quantity: Quantity | null): string =>
  quantity === null ? "" : `${number(Number(quantity.value))} ${quantity.unit}`;
