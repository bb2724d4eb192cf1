import type { HarvestGroup, Way } from "../../api";
import { at } from "../../paths";

export interface Days {
  from: string;
  to: string;
}

/** The lots behind a group's figure. */
export function lotsOfGroup(one: HarvestGroup, by: Way, { from, to }: Days, commodity: string): string {
  const only: Record<string, string> = commodity === "" ? {} : { commodity };
  const key = one.key ?? "";
  if (by === "week") return at.harvestLots({ ...only, ...within(key, { from, to }) });
  return at.harvestLots({ from, to, ...only, [by === "block" ? "place" : by]: key });
}

/** 2026-W18 as its Monday: nobody counts weeks. */
export function mondayOf(key: string): string {
  const [year = 0, nth = 1] = key.split("-W").map(Number);
  const day = new Date(Date.UTC(year, 0, 4));
  day.setUTCDate(day.getUTCDate() - ((day.getUTCDay() + 6) % 7) + (nth - 1) * 7);
  return day.toISOString().slice(0, 10);
}

/** The days of a week that lie in the period. */
function within(key: string, { from, to }: Days): Days {
  const monday = mondayOf(key);
  const sunday = new Date(Date.parse(`${monday}T00:00:00Z`) + 6 * 86_400_000).toISOString().slice(0, 10);
  return { from: monday > from ? monday : from, to: sunday < to ? sunday : to };
}
