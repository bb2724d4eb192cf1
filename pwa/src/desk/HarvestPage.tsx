import { blocks, packout, registry, season, type Block, type HarvestGroup, type Packout, type Way } from "../api";
import { number, t, words } from "../messages";
import { at, go } from "../paths";
import { Form, Input, Select, Table } from "../ui";
import { mass, massFigure, todayHere, units } from "../sheets/format";
import { session, useLoad } from "../sheets/load";
import { Head, Link, StatusMark } from "../sheets/parts";
import { Curve } from "./Curve";

const WAYS = ["block", "variety", "product", "week", "crew"] as const;
const M2_PER = { acre: 4046.8564224, ha: 10_000 };
const METRIC = new Set(["mg", "g", "kg", "t"]);

/** Yields: this season beside the last, by whatever the grower asks, down to the records. */
export function HarvestPage({ query }: { query: URLSearchParams }) {
  const today = todayHere();
  const asked = {
    from: query.get("from") ?? `${today.slice(0, 4)}-01-01`,
    to: query.get("to") ?? today,
    by: (query.get("by") ?? "block") as Way,
    commodity: query.get("commodity") ?? "",
  };
  const key = JSON.stringify(asked);
  const page = useLoad(() => season(asked.from, asked.to, asked.by, asked.commodity), key);
  const land = useLoad(() => blocks(asked.from, asked.to), `${asked.from} ${asked.to}`);
  const products = useLoad(() => registry("products"), "products");
  const commodities = [...new Set((products.data ?? []).flatMap((one) => one.commodity ?? []))].sort();
  const set = (field: keyof typeof asked) => (value: string) =>
    go(`${at.harvest}?${new URLSearchParams({ ...asked, [field]: value }).toString()}`, true);
  const ways = session.value?.operation.yields_by_person === true ? [...WAYS, "person" as const] : WAYS;
  return (
    <>
      <Head title={t("nav.harvest")} what={t("harvest.what")} loaded={page} />
      <Form onSubmit={() => undefined} inline>
        <Input label={t("balance.from")} type="date" value={asked.from} onChange={set("from")} />
        <Input label={t("balance.to")} type="date" value={asked.to} onChange={set("to")} />
        <Select
          label={t("harvest.commodity")}
          value={asked.commodity}
          onChange={set("commodity")}
          choices={[{ value: "", label: t("any") }, ...commodities.map((one) => ({ value: one, label: one }))]}
        />
        <Select
          label={t("harvest.by")}
          value={asked.by}
          onChange={set("by")}
          choices={ways.map((one) => ({ value: one, label: t(`harvest.by_${one}`) }))}
        />
      </Form>
      {page.data === null ? null : (
        <>
          <Total now={page.data.mass_mg} before={page.data.before_mg} />
          {page.data.curve.length + page.data.curve_before.length === 0 ? null : (
            <Curve from={asked.from} to={asked.to} now={page.data.curve} before={page.data.curve_before} />
          )}
          <Groups groups={page.data.groups} {...asked} />
        </>
      )}
      {land.data === null ? null : <Land blocks={land.data} {...asked} />}
      {asked.commodity === "" ? null : <Grades {...asked} />}
    </>
  );
}

function Total({ now, before }: { now: number; before: number }) {
  return (
    <p class="total">
      <b>{mass(now)}</b> {before === 0 ? t("harvest.no_last") : t("harvest.against", { change: change(now, before) })}
    </p>
  );
}

const change = (now: number, before: number): string =>
  before === 0 ? "–" : `${now >= before ? "+" : "−"}${number(Math.round(Math.abs(now / before - 1) * 100))} %`;

interface Days {
  from: string;
  to: string;
}

function Groups({ groups, by, from, to }: { groups: HarvestGroup[]; by: Way } & Days) {
  const most = Math.max(1, ...groups.map((one) => one.mass_mg));
  const land = by === "block" || by === "variety" || by === "product";
  const records = (one: HarvestGroup): string | null => {
    const named = one.key ?? "";
    if (by === "block") return at.records({ kind: "harvest", place: named, from, to });
    return by === "person" ? at.records({ kind: "harvest", by: named, from, to }) : null;
  };
  const name = (one: HarvestGroup): string => (by === "week" ? week(one.key ?? "") : (one.name ?? t("harvest.nobody")));
  return (
    <Table
      caption={t(`harvest.by_${by}`)}
      cards
      rows={groups}
      rowKey={(one) => one.key ?? ""}
      empty={t("harvest.none")}
      columns={[
        {
          title: t(`harvest.by_${by}`),
          cell: (one) => {
            const behind = records(one);
            return behind === null ? name(one) : <Link to={behind}>{name(one)}</Link>;
          },
        },
        {
          title: t("harvest.share"),
          unit: "%",
          value: (one) => Math.round((one.mass_mg / most) * 100),
          cell: (one) => (
            <span class="bar-of" style={{ inlineSize: `${(one.mass_mg / most) * 100}%` }} aria-hidden="true" />
          ),
        },
        { title: t("col.mass"), cell: (one) => mass(one.mass_mg), ...massFigure((one: HarvestGroup) => one.mass_mg) },
        { title: t("col.units"), number: true, cell: (one) => units(one.units) },
        ...(land
          ? [
              { title: t("harvest.area"), number: true, cell: (one: HarvestGroup) => area(one.area_m2) },
              {
                title: t("harvest.per_area"),
                number: true,
                cell: (one: HarvestGroup) =>
                  one.per_area === null ? "–" : `${number(Number(one.per_area.value))} ${one.per_area.unit}`,
              },
            ]
          : []),
        { title: t("harvest.last"), number: true, cell: (one) => (one.before_mg === 0 ? "–" : mass(one.before_mg)) },
        { title: t("harvest.change"), number: true, cell: (one) => change(one.mass_mg, one.before_mg) },
      ]}
    />
  );
}

/** 2026-W18 as the day on which it begins: nobody counts weeks. */
function week(key: string): string {
  const [year = 0, nth = 1] = key.split("-W").map(Number);
  const fourth = new Date(Date.UTC(year, 0, 4));
  fourth.setUTCDate(fourth.getUTCDate() - ((fourth.getUTCDay() + 6) % 7) + (nth - 1) * 7);
  return t("harvest.week_of", { day: fourth.toISOString().slice(0, 10) });
}

function area(m2: string | null): string {
  if (m2 === null) return "–";
  const unit = METRIC.has(session.value?.operation.mass_unit ?? "lb") ? "ha" : "acre";
  return `${number(Math.round((Number(m2) / M2_PER[unit]) * 100) / 100)} ${unit}`;
}

/** Bed 2 before bed 10. */
const byName = (one: Block, other: Block): number =>
  (one.name ?? one.place).localeCompare(other.name ?? other.place, undefined, { numeric: true });

function Land({ blocks: all, from, to }: { blocks: Block[] } & Days) {
  const unpicked = all.filter((one) => one.plantings.length > 0 && one.mass_mg === 0);
  return (
    <>
      <h2>{t("harvest.blocks")}</h2>
      {unpicked.length === 0 ? null : (
        <p>{t("harvest.unpicked", { blocks: unpicked.map((one) => one.name ?? one.place).join(", ") })}</p>
      )}
      <Table
        caption={t("harvest.blocks")}
        cards
        rows={all.toSorted(byName)}
        rowKey={(one) => one.place}
        empty={t("harvest.no_blocks")}
        columns={[
          {
            title: t("harvest.by_block"),
            cell: (one) => (
              <Link to={at.records({ kind: "harvest", place: one.place, from, to })}>{one.name ?? one.place}</Link>
            ),
          },
          { title: t("col.status"), cell: (one) => <StatusMark status={one.status} /> },
          { title: t("harvest.planted"), number: true, cell: (one) => area(one.planted_m2) },
          { title: t("harvest.area_all"), number: true, cell: (one) => area(one.area_m2) },
          { title: t("col.mass"), number: true, cell: (one) => mass(one.mass_mg) },
          { title: t("harvest.last_pick"), cell: (one) => one.last_picked ?? t("harvest.never") },
          {
            title: t("harvest.days_since"),
            number: true,
            cell: (one) => (one.days_since === null ? "–" : number(one.days_since)),
          },
        ]}
      />
    </>
  );
}

/** What packing made of each block's harvest: grades, culls, and what nobody accounts for, in hundredths of all. */
function Grades({ from, to, commodity }: { commodity: string } & Days) {
  const page = useLoad(() => packout(from, to, commodity), `${from} ${to} ${commodity}`);
  const places = useLoad(() => registry("places"), "places");
  const name = new Map((places.data ?? []).map((one) => [one.code, one.name]));
  if (page.data === null) return null;
  const part = (one: Packout["blocks"][number], key: string): string => {
    const share = ((one.parts[key] ?? 0) / Math.max(1, one.packed_mg)) * 100;
    return one.parts[key] === undefined ? "–" : `${number(Math.round(share * 10) / 10)} %`;
  };
  return (
    <>
      <h2>{t("harvest.packout")}</h2>
      <Table
        caption={t("harvest.packout")}
        rows={page.data.blocks}
        rowKey={(one) => one.place ?? ""}
        empty={t("harvest.not_packed")}
        columns={[
          { title: t("harvest.by_block"), cell: (one) => name.get(one.place ?? "") ?? one.place ?? "–" },
          { title: t("harvest.into_packing"), number: true, cell: (one) => mass(one.packed_mg) },
          ...page.data.columns.map((column) => ({
            title: column.name ?? lossName(column.key),
            number: true,
            cell: (one: Packout["blocks"][number]) => part(one, column.key),
          })),
        ]}
      />
    </>
  );
}

const lossName = (key: string): string => {
  const [head = key, tail = ""] = key.split(":");
  return head === "loss" ? words("loss", tail, tail) : words("account", key, key);
};
