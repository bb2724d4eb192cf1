import { json, query } from "./http";

/** Yields: what was harvested of which land, and what packing made of it. Masses are milligrams. */

export type Way = "block" | "variety" | "product" | "week" | "crew" | "person";
export interface HarvestGroup {
  key: string | null;
  name: string | null;
  mass_mg: number;
  units: Record<string, string>;
  events: number;
  before_mg: number;
  /** Expected of these days; null where nobody planned. */
  plan_mg: number | null;
  area_m2: string | null;
  per_area: { value: string; unit: string } | null;
}
export interface CurvePoint {
  day: string;
  mass_mg: number;
}
export interface Season {
  groups: HarvestGroup[];
  mass_mg: number;
  before_mg: number;
  plan_mg: number | null;
  /** The whole of those plans. */
  plan_whole_mg: number | null;
  curve: CurvePoint[];
  curve_before: CurvePoint[];
  curve_plan: CurvePoint[];
}
export interface Block {
  place: string;
  name: string | null;
  status: string | null;
  boundary: { type: string; coordinates: unknown } | null;
  plantings: string[];
  area_m2: string | null;
  planted_m2: string | null;
  mass_mg: number;
  per_area: { value: string; unit: string } | null;
  last_picked: string | null;
  days_since: number | null;
}
export interface Packout {
  columns: { key: string; name: string | null }[];
  blocks: { place: string | null; packed_mg: number; parts: Record<string, number> }[];
}

export const season = (from: string, to: string, by: Way, commodity: string): Promise<Season> =>
  json(`/harvest${query({ from, to, by, commodity })}`);
export const blocks = (from: string, to: string): Promise<Block[]> =>
  json<{ blocks: Block[] }>(`/harvest/blocks${query({ from, to })}`).then((found) => found.blocks);
export const packout = (from: string, to: string, commodity: string): Promise<Packout> =>
  json(`/harvest/packout${query({ from, to, commodity })}`);

/** The lots behind a figure: so much of it stands on each, and together they are the figure. */
export interface LotBehind {
  lot: string;
  product: string | null;
  product_name: string | null;
  status: string | null;
  places: string[];
  first_day: string;
  last_day: string;
  mass_mg: number;
  units: Record<string, string>;
}
export interface LotsBehind {
  mass_mg: number;
  count: number;
  lots: LotBehind[];
}
/** Of the harvest, or of what packing made of it where `part` is told; an empty text is what nobody said. */
export function lotsBehind(asked: Record<string, string>): Promise<LotsBehind> {
  const path = asked["part"] === undefined ? "/harvest/lots" : "/harvest/packout/lots";
  return json(`${path}?${new URLSearchParams(asked).toString()}`);
}
