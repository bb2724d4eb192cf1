import type { Fsma204Answer } from "../api";
import { number, t, words } from "../messages";
import { at } from "../paths";
import { Link } from "../sheets/parts";
import { Table } from "../ui";

const ROWS = 50;

/** The records that FDA may ask for: first what is missing in them, then a sheet for each critical tracking event. */
export function Fsma204Sheet({ answer }: { answer: Fsma204Answer }) {
  const filled = Object.entries(answer.sheets).filter(([, sheet]) => sheet.rows.length > 0);
  return (
    <article>
      <h2>{t("fsma.complete")}</h2>
      <p class="hint">{t("fsma.complete_what")}</p>
      <Table
        caption={t("fsma.complete")}
        rows={answer.completeness}
        rowKey={(row) => `${row.cte} ${row.kde}`}
        rowClass={(row) => (row.missing > 0 ? "flagged" : "")}
        empty={t("fsma.none")}
        columns={[
          { title: t("fsma.event"), cell: (row) => words("cte", row.cte, row.cte) },
          { title: t("fsma.kde"), cell: (row) => row.kde },
          { title: t("balance.events"), number: true, cell: (row) => row.events },
          {
            title: t("fsma.missing"),
            cell: (row) => (
              <>
                {row.missing}{" "}
                {row.missing_in.slice(0, 3).map((id, i) => (
                  <Link key={id} to={at.records({ q: id })}>
                    {t("fsma.record", { n: i + 1 })}
                  </Link>
                ))}
              </>
            ),
          },
        ]}
      />
      {filled.map(([name, sheet]) => (
        <section key={name}>
          <h2>
            {words("cte", name, name)} <small>{t("fsma.rows", { n: number(sheet.rows.length) })}</small>
          </h2>
          <Table
            caption={words("cte", name, name)}
            rows={sheet.rows.slice(0, ROWS).map((cells, i) => ({ cells, i }))}
            rowKey={(row) => String(row.i)}
            empty=""
            columns={sheet.columns.map((column, i) => ({
              title: column,
              cell: (row: { cells: (string | number | null)[] }) => row.cells[i] ?? "–",
            }))}
          />
          {sheet.rows.length > ROWS ? <p class="hint">{t("fsma.more", { n: sheet.rows.length - ROWS })}</p> : null}
        </section>
      ))}
    </article>
  );
}
