import type { Amount, SalesAnswer, SoldTo } from "../api";
import { dayAndClock, dayText, number, t, words } from "../messages";
import { mass, units, values } from "../sheets/format";
import { partnerName } from "../sheets/names";
import { LotLink, Severity } from "../sheets/parts";
import { Table } from "../ui";

const REASONS = 40;

/** Shipped against billed by customer; organic sold against organic there was, day by day. */
export function SalesSheet({ audit: page }: { audit: SalesAnswer }) {
  const priced = page.customers.some((one) => one.amounts !== null);
  return (
    <article>
      {page.reasons.length === 0 ? (
        <p>{t("sales.all_agrees")}</p>
      ) : (
        <ul class="reasons">
          {page.reasons.slice(0, REASONS).map((one) => (
            <li key={one.code + JSON.stringify(one.about)}>
              <Severity of={one.severity} />{" "}
              {words("audit", one.code, one.text, {
                ...values(one.about),
                ...(typeof one.about["partner"] === "string" ? { partner: partnerName(one.about["partner"]) } : {}),
              })}
            </li>
          ))}
          {page.reasons.length > REASONS ? <li>{t("lot.and_more", { n: page.reasons.length - REASONS })}</li> : null}
        </ul>
      )}
      <h2>{t("sales.customers")}</h2>
      <Table
        caption={t("sales.customers")}
        rows={page.customers}
        rowKey={(row) => row.partner ?? "–"}
        rowClass={(row) => (row.difference_mg === 0 || row.verdict === "not_billed" ? "" : "flagged")}
        empty={t("sales.none")}
        columns={[
          { title: t("trace.customer"), cell: (row) => partnerName(row.partner) },
          { title: t("sales.shipped"), number: true, cell: (row) => mass(row.shipped_mg) },
          { title: t("sales.returned"), number: true, cell: (row) => mass(row.returned_mg) },
          { title: t("sales.invoiced"), number: true, cell: (row) => mass(row.invoiced_mg) },
          { title: t("sales.difference"), number: true, cell: (row) => mass(row.difference_mg) },
          ...(priced
            ? [{ title: t("sales.amount"), number: true, cell: (row: SoldTo) => amountsText(row.amounts) }]
            : []),
          { title: t("check.verdict"), cell: (row) => words("sold", row.verdict, row.verdict) },
        ]}
      />
      {priced ? null : <p class="hint">{t("sales.no_amounts")}</p>}
      {page.customers.map((one) => (
        <Customer key={one.partner ?? "–"} sold={one} priced={priced} />
      ))}
      <h2>{t("sales.organic")}</h2>
      <p class="hint">{t("sales.organic_what")}</p>
      <Table
        caption={t("sales.organic")}
        rows={page.organic_days}
        rowKey={(row) => row.day}
        rowClass={(row) => (row.short ? "flagged" : "")}
        empty={t("sales.none")}
        columns={[
          { title: t("sales.day"), cell: (row) => dayText(row.day), value: (row) => row.day },
          { title: t("sales.available"), number: true, cell: (row) => mass(row.available_mg) },
          { title: t("sales.sold"), number: true, cell: (row) => mass(row.sold_mg) },
          { title: t("sales.left"), number: true, cell: (row) => mass(row.left_mg) },
          { title: t("check.verdict"), cell: (row) => (row.short ? t("sales.short") : t("sales.enough")) },
        ]}
      />
    </article>
  );
}

/** What went to one customer and what was billed, paper by paper. */
function Customer({ sold, priced }: { sold: SoldTo; priced: boolean }) {
  const name = partnerName(sold.partner);
  return (
    <details class="customer">
      <summary>
        {t("sales.of", { customer: name, shipments: sold.shipments.length, bills: sold.invoices.length })}
      </summary>
      <Table
        caption={`${t("recall.shipments")}: ${name}`}
        rows={sold.shipments}
        rowKey={(row) => row.event + row.lot}
        empty={t("sales.no_shipments")}
        columns={[
          { title: t("sales.shipped"), cell: (row) => dayAndClock(row.at), value: (row) => row.at },
          { title: t("col.lot"), cell: (row) => <LotLink code={row.lot} /> },
          { title: t("col.units"), number: true, cell: (row) => units(row.units) },
          { title: t("col.mass"), number: true, cell: (row) => mass(row.mass_mg) },
          {
            title: t("trace.papers"),
            cell: (row) => row.refs.map((one) => `${words("ref", one.kind, one.kind)} ${one.number}`).join(", ") || "–",
          },
        ]}
      />
      <Table
        caption={`${t("sales.bills")}: ${name}`}
        rows={sold.invoices}
        rowKey={(row) => row.event}
        empty={t("sales.no_bills")}
        columns={[
          { title: t("sales.bill"), cell: (row) => row.number ?? "–" },
          { title: t("sales.day"), cell: (row) => dayText(row.date), value: (row) => row.date },
          { title: t("col.units"), number: true, cell: (row) => units(row.units) },
          { title: t("col.mass"), number: true, cell: (row) => mass(row.mass_mg) },
          ...(priced
            ? [
                {
                  title: t("sales.amount"),
                  number: true,
                  cell: (row: SoldTo["invoices"][number]) => amountsText(row.amounts),
                },
              ]
            : []),
        ]}
      />
    </details>
  );
}

const amountsText = (amounts: Amount[] | null): string =>
  (amounts ?? []).map((one) => `${number(Number(one.value))} ${one.currency}`).join(", ") || "–";
