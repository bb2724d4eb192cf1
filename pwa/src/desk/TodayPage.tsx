import { findings, lots, registry, today, type DaySum } from "../api";
import { dayAndClock, t } from "../messages";
import { at } from "../paths";
import { Table } from "../ui";
import { account, mass, massFigure, units } from "../sheets/format";
import { useLoad } from "../sheets/load";
import { Head, Link, Severity } from "../sheets/parts";
import { FindingItem } from "./FindingItem";
import { StartCard } from "./StartPage";

/** So many of the gravest stand on the first page. */
const GRAVEST = 8;

/** What was done today, what is going on, what is wrong, and which phones were heard from. */
export function TodayPage() {
  const page = useLoad(today, "today");
  const first = useLoad(
    () =>
      Promise.all([registry("places"), registry("products"), registry("people"), lots({}).then((found) => found.lots)]),
    "guide",
  );
  const odd = useLoad(() => findings({ acknowledged: false, limit: GRAVEST }), "gravest");
  const data = page.data;
  const [places, products, people, made] = first.data ?? [[], [], [], []];
  const name: Names = {
    place: new Map(places.map((one) => [one.code, one.name])),
    product: new Map(products.map((one) => [one.code, one.name])),
  };
  return (
    <>
      <Head title={t("nav.today")} loaded={page} />
      {first.data === null || made.length > 0 ? null : <StartCard />}
      {data === null || (odd.data === null && odd.problem === null) ? null : (
        <>
          <section class="tiles" aria-label={t("nav.findings")}>
            {(["critical", "warning", "info"] as const).map((one) => (
              <Link key={one} to={`${at.findings}?severity=${one}`}>
                <b>{data.findings[one] ?? 0}</b> <Severity of={one} />
              </Link>
            ))}
          </section>
          {data.waiting === 0 ? null : (
            <p class="after-tiles">
              <Link to={at.quarantine}>{t("today.waiting", { n: data.waiting })}</Link>
            </p>
          )}
          {odd.data === null || odd.data.findings.length === 0 ? null : (
            <>
              <h2>{t("today.findings")}</h2>
              <ul class="findings">
                {odd.data.findings.map((one) => (
                  <FindingItem
                    key={one.key ?? one.code}
                    finding={one}
                    people={people}
                    onChanged={() => {
                      odd.again();
                      page.again();
                    }}
                  />
                ))}
              </ul>
              {odd.data.next === null ? null : (
                <p>
                  <Link to={at.findings}>
                    {t("today.all_findings", { n: Object.values(data.findings).reduce((a, b) => a + b, 0) })}
                  </Link>
                </p>
              )}
            </>
          )}
          <h2>{t("today.harvested")}</h2>
          <DayTable caption={t("today.harvested")} rows={data.harvested} name={name} />
          <h2>{t("today.packed")}</h2>
          <DayTable caption={t("today.packed")} rows={data.packed} name={name} />
          <h2>{t("today.runs")}</h2>
          <Table
            caption={t("today.runs")}
            rows={data.runs}
            rowKey={(row) => row.run}
            empty={t("today.no_runs")}
            columns={[
              { title: t("col.run"), cell: (row) => <code>{row.run.slice(-12)}</code> },
              { title: t("col.place"), cell: (row) => row.place ?? "–" },
              { title: t("col.last"), cell: (row) => dayAndClock(row.last), value: (row) => row.last },
              { title: t("col.state"), cell: (row) => t(row.closed ? "today.closed" : "today.open") },
              { title: account("unaccounted:loss"), number: true, cell: (row) => mass(row.unaccounted_mg) },
            ]}
          />
          <h2>{t("nav.phones")}</h2>
          <Table
            caption={t("nav.phones")}
            rows={data.devices.filter((row) => row.state !== "revoked")}
            rowKey={(row) => row.code}
            empty={<Link to={at.phones}>{t("phones.none")}</Link>}
            columns={[
              { title: t("field.name"), cell: (row) => row.name ?? row.code },
              {
                title: t("col.last_seen"),
                cell: (row) => (row.seen_at === null ? t("phones.never") : dayAndClock(row.seen_at)),
                value: (row) => row.seen_at,
              },
              {
                title: t("col.missing"),
                number: true,
                cell: (row) => row.missing?.reduce((sum, [from, to]) => sum + to - from + 1, 0) ?? 0,
              },
            ]}
          />
        </>
      )}
    </>
  );
}

interface Names {
  place: Map<string, string>;
  product: Map<string, string>;
}

function DayTable({ caption, rows, name }: { caption: string; rows: DaySum[]; name: Names }) {
  return (
    <Table
      caption={caption}
      cards
      rows={rows}
      rowKey={(row) => `${row.product} ${row.place}`}
      empty={t("today.nothing")}
      columns={[
        { title: t("col.product"), cell: (row) => name.product.get(row.product) ?? row.product },
        { title: t("col.place"), cell: (row) => name.place.get(row.place ?? "") ?? row.place ?? "–" },
        { title: t("col.units"), number: true, cell: (row) => units(row.units) },
        { title: t("col.mass"), cell: (row) => mass(row.mass_mg), ...massFigure((row: DaySum) => row.mass_mg) },
        { title: t("today.before"), number: true, cell: (row) => (row.before_mg === 0 ? "–" : mass(row.before_mg)) },
        { title: t("col.records"), number: true, cell: (row) => row.events },
      ]}
    />
  );
}
