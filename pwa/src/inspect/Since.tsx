import { changes, type Changes } from "../api";
import { dayAndClock, t, words } from "../messages";
import { at } from "../paths";
import { kindWord } from "../sheets/format";
import { useLoad } from "../sheets/load";
import { personName } from "../sheets/names";
import { Link } from "../sheets/parts";
import { Table } from "../ui";
import { figureName, figureValue, isTelling } from "./figures";

const SHOWN = 40;

/** Whether the book says the same today, and which entries made it say something else. */
export function Since({ id }: { id: string }) {
  const page = useLoad(() => changes(id), id);
  const found = page.data;
  return (
    <section>
      <h2>{t("since.title")}</h2>
      {page.busy && found === null ? <p class="loading">{t("loading")}</p> : null}
      {page.problem === null ? null : <p>{page.problem}</p>}
      {found === null ? null : found.same ? (
        <p>{t("since.same", { seq: found.as_of.seq })}</p>
      ) : (
        <Changed found={found} />
      )}
    </section>
  );
}

function Changed({ found }: { found: Changes }) {
  const telling = found.differences.filter((one) => isTelling(one.what));
  const shown = (telling.length > 0 ? telling : found.differences).slice(0, SHOWN);
  return (
    <>
      <p>{t("since.changed", { n: found.differences.length, seq: found.as_of.seq })}</p>
      <Table
        caption={t("since.differences")}
        rows={shown}
        rowKey={(row) => row.what}
        empty={t("since.none")}
        columns={[
          { title: t("since.what"), cell: (row) => figureName(row.what) },
          { title: t("since.before"), number: true, cell: (row) => figureValue(row.what, row.before) },
          { title: t("since.now"), number: true, cell: (row) => figureValue(row.what, row.now) },
        ]}
      />
      <h3>{t("since.why")}</h3>
      <Table
        caption={t("since.why")}
        rows={found.entries.slice(0, SHOWN)}
        rowKey={(row) => String(row.seq)}
        empty={t("since.no_entries")}
        columns={[
          { title: t("inspect.entry"), number: true, cell: (row) => row.seq },
          { title: t("since.why"), cell: (row) => words("why", row.why, row.why) },
          {
            title: t("since.record"),
            cell: (row) =>
              row.event === undefined ? (
                `${words("registry", row.type, row.type)} ${row.code ?? ""}`
              ) : (
                <Link to={at.records({ q: row.event })}>{kindWord(row.kind)}</Link>
              ),
          },
          {
            title: t("inspect.asked_at"),
            cell: (row) => (row.at ? dayAndClock(row.at) : "–"),
            value: (row) => row.at ?? null,
          },
          { title: t("since.by"), cell: (row) => personName(row.by) },
          { title: t("since.reason"), cell: (row) => row.reason ?? "–" },
        ]}
      />
    </>
  );
}
