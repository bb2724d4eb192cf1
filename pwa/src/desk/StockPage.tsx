import { findings, registry, stock, type Finding, type Pile } from "../api";
import { number, t } from "../messages";
import { at, go } from "../paths";
import { Form, Select, Table } from "../ui";
import { mass, massFigure, units } from "../sheets/format";
import { useLoad } from "../sheets/load";
import { Head, Link, LotLink, StatusMark } from "../sheets/parts";
import { Several } from "../sheets/Several";
import { Expiring } from "./Expiring";
import { findingText } from "./FindingItem";

const AGES = ["7", "30", "90", "older"] as const;

/** What lies where, how old it is, what may not be used, and where a count found something else. */
export function StockPage({ query }: { query: URLSearchParams }) {
  const page = useLoad(stock, "stock");
  const places = useLoad(() => registry("places"), "places");
  const odd = useLoad(
    () => findings({ severity: "warning", limit: 1000 }).then((found) => found.findings),
    "variances",
  );
  const [status, place] = [query.get("status") ?? "", query.get("place") ?? ""];
  const set = (name: string) => (value: string) => {
    const next = new URLSearchParams(query);
    next.set(name, value);
    go(`${at.stockPage}?${next.toString()}`, true);
  };
  const name = new Map((places.data ?? []).map((one) => [one.code, one.name]));
  const all = page.data?.stock ?? [];
  const shown = all.filter((one) => (status === "" || one.status === status) && (place === "" || one.place === place));
  const variances = (odd.data ?? []).filter((one) => one.code === "count_variance" && !one.acknowledged);
  return (
    <>
      <Head title={t("nav.stock")} what={t("stock.what")} loaded={page} />
      <Form onSubmit={() => undefined} inline>
        <Select
          label={t("col.place")}
          value={place}
          onChange={set("place")}
          choices={[
            { value: "", label: t("any") },
            ...[...new Set(all.flatMap((one) => one.place ?? []))].map((one) => ({
              value: one,
              label: name.get(one) ?? one,
            })),
          ]}
        />
        <Select
          label={t("col.status")}
          value={status}
          onChange={set("status")}
          choices={[
            { value: "", label: t("any") },
            ...(["organic", "transitional", "nonorganic"] as const).map((one) => ({
              value: one,
              label: t(`status.${one}`),
            })),
          ]}
        />
      </Form>
      {page.data === null || (places.data === null && places.problem === null) ? null : (
        <>
          <Piles piles={shown} name={name} />
          <Expiring lots={page.data.expiring} />
          {page.data.held.length === 0 ? null : <Held lots={page.data.held} />}
          <Variances of={variances} />
        </>
      )}
    </>
  );
}

/** Where a count found something else than the book says. */
function Variances({ of }: { of: Finding[] }) {
  return (
    <>
      <h2>{t("stock.variances")}</h2>
      {of.length === 0 ? (
        <p class="empty">{t("stock.no_variances")}</p>
      ) : (
        <ul class="findings">
          {of.map((one) => (
            <li key={one.key}>
              <span class="what">
                {findingText(one)} <LotLink code={String(one.about["lot"])} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function Piles({ piles, name }: { piles: Pile[]; name: Map<string, string> }) {
  return (
    <Table
      caption={t("nav.stock")}
      cards
      kept="sort"
      rows={piles}
      rowKey={(one) => `${one.product} ${one.status} ${one.place}`}
      empty={t("stock.none")}
      columns={[
        {
          title: t("col.product"),
          cell: (one) => (
            <Link to={at.lotsOf({ product: one.product ?? "", place: one.place ?? "", status: one.status ?? "" })}>
              {one.product_name ?? one.product ?? "–"}
            </Link>
          ),
        },
        { title: t("col.status"), cell: (one) => <StatusMark status={one.status} /> },
        { title: t("col.place"), cell: (one) => name.get(one.place ?? "") ?? one.place ?? "–" },
        { title: t("col.units"), number: true, cell: (one) => units(one.units) },
        {
          title: t("col.mass"),
          cell: (one) => (one.mass_mg === 0 ? "–" : mass(one.mass_mg)),
          ...massFigure((one: Pile) => one.mass_mg),
        },
        {
          title: t("nav.lots"),
          number: true,
          cell: (one) => (one.held === 0 ? number(one.lots) : t("stock.some_held", { n: one.lots, held: one.held })),
        },
        { title: t("stock.ages"), cell: (one) => <Ages pile={one} /> },
      ]}
    />
  );
}

const age = (days: number): string => (days === 0 ? t("stock.from_today") : t("stock.oldest", { n: days }));

/** How old the mass is, as one bar in four shades, and the age of the oldest in words. */
function Ages({ pile }: { pile: Pile }) {
  if (pile.oldest_days === null) return <>–</>;
  const whole = Math.max(
    1,
    Object.values(pile.ages).reduce((sum, one) => sum + Math.max(0, one), 0),
  );
  return (
    <span class="ages">
      <span class="ages-bar" aria-hidden="true" hidden={pile.mass_mg === 0}>
        {AGES.map((age) => (
          <i
            key={age}
            class={`age-${age}`}
            style={{ inlineSize: `${(Math.max(0, pile.ages[age] ?? 0) / whole) * 100}%` }}
          />
        ))}
      </span>
      {age(pile.oldest_days)}
    </span>
  );
}

function Held({ lots }: { lots: string[] }) {
  return (
    <>
      <h2>{t("stock.held")}</h2>
      <p>{t("stock.held_what")}</p>
      <p class="tags">
        <Several of={lots}>{(one) => <LotLink key={one} code={one} />}</Several>
      </p>
    </>
  );
}
