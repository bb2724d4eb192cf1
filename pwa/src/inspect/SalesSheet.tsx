import type { SalesAnswer } from "../api";
import { t, words } from "../messages";
import { mass, values } from "../sheets/format";
import { Severity } from "../sheets/parts";
import { Table } from "../ui";

/** Shipped against billed by customer; organic sold against organic there was, day by day. */
export function SalesSheet({ audit: page }: { audit: SalesAnswer }) {
  return (
    <article>
      {page.reasons.length === 0 ? (
        <p>{t("sales.all_agrees")}</p>
      ) : (
        <ul class="reasons">
          {page.reasons.slice(0, 40).map((one) => (
            <li key={one.code + JSON.stringify(one.about)}>
              <Severity of={one.severity} /> {words("audit", one.code, one.text, values(one.about))}
            </li>
          ))}
        </ul>
      )}
      <h2>{t("sales.customers")}</h2>
      <Table
        caption={t("sales.customers")}
        rows={page.customers}
        rowKey={(row) => row.partner ?? "–"}
        empty={t("sales.none")}
        columns={[
          { title: t("trace.customer"), cell: (row) => row.partner ?? "–" },
          { title: t("sales.shipped"), number: true, cell: (row) => mass(row.shipped_mg) },
          { title: t("sales.returned"), number: true, cell: (row) => mass(row.returned_mg) },
          { title: t("sales.invoiced"), number: true, cell: (row) => mass(row.invoiced_mg) },
          { title: t("sales.difference"), number: true, cell: (row) => mass(row.difference_mg) },
          {
            title: t("sales.amount"),
            number: true,
            cell: (row) => (row.amounts ?? []).map((one) => `${one.value} ${one.currency}`).join(", ") || "–",
          },
          { title: t("check.verdict"), cell: (row) => words("sold", row.verdict, row.verdict) },
        ]}
      />
      <h2>{t("sales.organic")}</h2>
      <p class="hint">{t("sales.organic_what")}</p>
      <Table
        caption={t("sales.organic")}
        rows={page.organic_days}
        rowKey={(row) => row.day}
        rowClass={(row) => (row.short ? "flagged" : "")}
        empty={t("sales.none")}
        columns={[
          { title: t("sales.day"), cell: (row) => row.day },
          { title: t("sales.available"), number: true, cell: (row) => mass(row.available_mg) },
          { title: t("sales.sold"), number: true, cell: (row) => mass(row.sold_mg) },
          { title: t("sales.left"), number: true, cell: (row) => mass(row.left_mg) },
          { title: t("check.verdict"), cell: (row) => (row.short ? t("sales.short") : "") },
        ]}
      />
    </article>
  );
}
