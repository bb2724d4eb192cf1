import { entries, record, type Finding } from "../api";
import { newId } from "../domain/ids";
import { words } from "../messages";
import { at } from "../paths";
import { values } from "../sheets/format";
import { session } from "../sheets/load";
import { correctTime } from "./correct";

/** The one thing to do for each finding: a sentence, and the way to where it is done. */

type Place = "lot" | "run" | "event" | "tag" | "product" | "products" | "place" | "partner" | "phones" | "quarantine";

const WHERE: Record<Place | "trace" | "yield" | "papers", (of: Record<string, string>) => string> = {
  lot: (of) => at.lot(of["lot"] ?? ""),
  run: (of) => at.bookAbout(of["run"] ?? ""),
  event: (of) => at.bookAbout(of["event"] ?? ""),
  tag: (of) => at.bookAbout(of["tag"] ?? ""),
  product: (of) => at.record("products", of["product"] ?? ""),
  products: () => at.registry("products"),
  place: (of) => at.record("places", of["place"] ?? ""),
  partner: (of) => at.record("partners", of["partner"] ?? ""),
  phones: () => at.phones,
  quarantine: () => at.quarantine,
  trace: (of) => at.traceOf("forward", of["lot"] ?? ""),
  yield: () => at.harvest,
  papers: (of) => `${at.book}?kind=${of["kind"] ?? ""}&from=${of["month"] ?? ""}-01`,
};

const WAYS: Record<string, keyof typeof WHERE> = {
  status_above_permitted: "lot",
  outputs_exceed_inputs: "run",
  stock_below_zero: "lot",
  run_below_zero: "run",
  returned_beyond_shipped: "lot",
  lot_code_clash: "lot",
  count_variance: "lot",
  unknown_lot: "lot",
  unknown_product: "products",
  unknown_unit: "product",
  quantity_missing: "lot",
  incomplete_run: "run",
  empty_run: "run",
  unweighed_loss: "run",
  rival_replacement: "event",
  tag_taken_twice: "tag",
  tag_bound_twice: "tag",
  tag_disagrees: "tag",
  unknown_tag: "tag",
  before_first_factor: "product",
  planting_stock_below_organic: "lot",
  held_event: "quarantine",
  quarantined_event: "quarantine",
  device_cloned: "phones",
  device_gap: "phones",
  device_silent: "phones",
  device_unused: "phones",
  device_clock_ahead: "phones",
  device_clock_behind: "phones",
  device_before_restore: "phones",
  clock_jump: "event",
  late_record: "event",
  certificate_expired: "partner",
  certificate_lapsed: "partner",
  certificate_expiring: "partner",
  factor_changed_back: "product",
  status_changed_back: "place",
  used_on_hold: "trace",
  yield_above_range: "yield",
  kde_missing: "papers",
};

export interface Remedy {
  todo: string;
  /** Where it is done, and what the way there is called. */
  way: { to: string; name: string } | null;
}

export function remedyOf({ code, about, args }: Finding): Remedy {
  const from = args?.["from"];
  const inherited = code === "status_above_permitted" && from !== undefined;
  const said = values(about, args ?? {});
  const place = WAYS[code];
  const known = Object.fromEntries(Object.entries({ ...about, ...args }).map(([name, value]) => [name, String(value)]));
  return {
    todo: words("todo", inherited ? `${code}.inherited` : code, "", said),
    way:
      place === undefined
        ? null
        : {
            to: WHERE[place](inherited ? { lot: known["from"] ?? "" } : known),
            name: words("goto", place, place),
          },
  };
}

/** Where many findings of one code are gone through one after the other. */
const WHERE_MANY: Record<string, string> = { late_record: at.late };

/** The thing to do for many findings of one code: the same, with no way to one of them alone. */
export function remedyOfMany(first: Finding): Remedy {
  const to = WHERE_MANY[first.code];
  return { todo: remedyOf(first).todo, way: to === undefined ? null : { to, name: words("goto", "many", to) } };
}

/** What can be done on the spot, without going anywhere. */
export const SPOT: Record<string, { button: string; act: (finding: Finding) => Promise<void> }> = {
  clock_jump: { button: "correct_time", act: correctTime },
  incomplete_run: { button: "close_run", act: closeRun },
};

/** Say that nothing more is to come of a run: as of its last record, so that what is unexplained stays on its day. */
async function closeRun({ about }: Finding): Promise<void> {
  const run = String(about["run"]);
  const packs = (await entries({ q: run, limit: 1000 })).entries.filter((one) => one.kind === "pack" && one.at);
  const last = packs.sort((a, b) => Date.parse(a.at ?? "") - Date.parse(b.at ?? "")).at(-1);
  if (last === undefined) throw new Error(run);
  const head = { id: newId(Date.now()), kind: "pack", v: 1, at: last.at, by: session.value?.person.code ?? null };
  await record([
    { ...head, place: last.place ?? null, run, inputs: [], outputs: [], losses: [], gains: [], close: true },
  ]);
}
