import type { Trace } from "../api";
import { dayAndClock, t, words } from "../messages";
import { Table } from "../ui";
import { lotKind, mass, share, units, values } from "./format";
import { contactOf, names, partnerName, personName, placeName, productName } from "./names";
import { LotLink, StatusMark } from "./parts";
import { About } from "./StatementSheet";

/** A trace as tables: gaps first, then where it begins or who received it, the lots on the way, what is in stock. */
export function TraceSheet({ trace: page }: { trace: Trace }) {
  const accounted = page.accounted;
  return (
    <article>
      <h2>
        {t(`trace.${page.direction}`)}: <LotLink code={page.lot} />
      </h2>
      <p>
        {page.elapsed_ms === undefined
          ? t("trace.found_sealed", { n: page.count })
          : t("trace.found", { n: page.count, ms: page.elapsed_ms.toFixed(1) })}{" "}
        {page.truncated ? t("trace.truncated") : ""}
      </p>
      {page.gaps.length === 0 ? null : (
        <section>
          <h3>{t("trace.gaps")}</h3>
          <ul class="reasons">
            {page.gaps.slice(0, 30).map((gap) => (
              <li key={gap.code + JSON.stringify(gap.about)}>
                {words("gap", gap.code, gap.text, values(gap.about))} <About about={gap.about} />
              </li>
            ))}
          </ul>
        </section>
      )}
      {accounted === null || accounted === undefined ? null : (
        <dl class="facts">
          <dt>{t("trace.produced")}</dt>
          <dd>{mass(accounted.produced_mg)}</dd>
          <dt>{t("trace.accounted")}</dt>
          <dd>
            {mass(accounted.accounted_mg)} {accounted.percent === null ? "" : `= ${accounted.percent} %`}
          </dd>
        </dl>
      )}
      {page.direction === "back" ? <Origins trace={page} /> : <Customers trace={page} />}
      <h3>{t("trace.lots")}</h3>
      <Table
        caption={t("trace.lots")}
        rows={page.lots}
        rowKey={(row) => row.lot}
        empty={t("trace.alone")}
        columns={[
          { title: t("trace.depth"), number: true, cell: (row) => row.depth },
          { title: t("col.lot"), cell: (row) => <LotLink code={row.lot} /> },
          { title: t("col.kind"), cell: (row) => lotKind(row.kind) },
          { title: t("col.product"), cell: (row) => productName(row.product) },
          { title: t("col.status"), cell: (row) => <StatusMark status={row.status} /> },
          { title: t("col.place"), cell: (row) => placeName(row.place) },
          { title: t("col.made"), cell: (row) => (row.at ? dayAndClock(row.at) : "–"), value: (row) => row.at },
          { title: t("col.mass"), number: true, cell: (row) => (row.kind === "planting" ? "–" : mass(row.mass_mg)) },
          { title: t("trace.share"), number: true, cell: (row) => share(row.share) },
        ]}
      />
      <h3>{t("trace.on_hand")}</h3>
      <Table
        caption={t("trace.on_hand")}
        rows={page.on_hand}
        rowKey={(row) => row.lot + (row.place ?? "")}
        empty={t("trace.nothing_on_hand")}
        columns={[
          { title: t("col.lot"), cell: (row) => <LotLink code={row.lot} /> },
          { title: t("col.place"), cell: (row) => placeName(row.place) },
          { title: t("col.mass"), number: true, cell: (row) => mass(row.mass_mg) },
        ]}
      />
      {page.people === undefined || page.people.length === 0 ? null : (
        <>
          <h3>{t("trace.people")}</h3>
          <p>{page.people.map((one) => named(one)).join(", ")}</p>
        </>
      )}
    </article>
  );
}

const named = (code: string): string => (personName(code) === code ? code : `${personName(code)} (${code})`);

function Origins({ trace: page }: { trace: Trace }) {
  return (
    <>
      <h3>{t("trace.origins")}</h3>
      <Table
        caption={t("trace.origins")}
        rows={page.origins}
        rowKey={(row) => row.lot + (row.place ?? "")}
        empty={t("trace.no_origins")}
        columns={[
          { title: t("col.lot"), cell: (row) => <LotLink code={row.lot} /> },
          { title: t("col.kind"), cell: (row) => lotKind(row.kind) },
          {
            title: t("trace.where_from"),
            cell: (row) => (row.place ? placeName(row.place) : partnerName(row.partner)),
          },
          { title: t("trace.supplier_lot"), cell: (row) => row.supplier_lot ?? "–" },
          { title: "TLC", cell: (row) => row.tlc ?? "–" },
          { title: t("trace.certificate"), cell: (row) => certificate(row.certificate) },
          { title: t("trace.last_certified"), cell: (row) => row.last_certified_operation ?? "–" },
        ]}
      />
    </>
  );
}

function Customers({ trace: page }: { trace: Trace }) {
  return (
    <>
      <h3>{t("trace.customers")}</h3>
      {names.value.partners.size === 0 ? null : <Reached trace={page} />}
      <Table
        caption={t("trace.customers")}
        rows={page.customers}
        rowKey={(row) => row.event + row.lot}
        empty={t("trace.no_customers")}
        columns={[
          { title: t("trace.customer"), cell: (row) => partnerName(row.partner) },
          { title: t("trace.when"), cell: (row) => dayAndClock(row.at), value: (row) => row.at },
          { title: t("col.lot"), cell: (row) => <LotLink code={row.lot} /> },
          { title: t("col.units"), number: true, cell: (row) => units(row.units) },
          { title: t("col.mass"), number: true, cell: (row) => mass(row.mass_mg) },
          {
            title: t("trace.papers"),
            cell: (row) => row.refs.map((one) => `${words("ref", one.kind, one.kind)} ${one.number}`).join(", ") || "–",
          },
        ]}
      />
    </>
  );
}

/** Each customer once, with the way to tell them; the shipments follow. */
function Reached({ trace: page }: { trace: Trace }) {
  const partners = [...new Set(page.customers.map((one) => one.partner))];
  if (partners.length === 0) return null;
  return (
    <Table
      caption={t("trace.contacts")}
      rows={partners}
      rowKey={(code) => code}
      empty=""
      columns={[
        { title: t("trace.customer"), cell: (code) => partnerName(code) },
        { title: t("trace.contact"), cell: (code) => contactOf(code) },
        {
          title: t("col.mass"),
          number: true,
          cell: (code) =>
            mass(page.customers.reduce((sum, one) => sum + (one.partner === code ? (one.mass_mg ?? 0) : 0), 0)),
        },
      ]}
    />
  );
}

/** A certificate may be a number alone, or an object with its last day. */
function certificate(value: unknown): string {
  if (typeof value === "string") return value;
  if (typeof value !== "object" || value === null) return "–";
  return Object.values(value)
    .filter((part) => typeof part === "string")
    .join(" · ");
}
