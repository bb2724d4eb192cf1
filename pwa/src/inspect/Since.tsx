import { changes, type Changes } from "../api";
import { dayAndClock, number, t, words } from "../messages";
import { kindWord, mass } from "../sheets/format";
import { useLoad } from "../sheets/load";
import { personName } from "../sheets/names";
import { Table } from "../ui";

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
  const masses = found.differences.filter((one) => one.what.endsWith("_mg"));
  const shown = (masses.length > 0 ? masses : found.differences).slice(0, SHOWN);
  return (
    <>
      <p>{t("since.changed", { n: found.differences.length, seq: found.as_of.seq })}</p>
      <Table
        caption={t("since.differences")}
        rows={shown}
        rowKey={(row) => row.what}
        empty={t("since.none")}
        columns={[
          { title: t("since.what"), cell: (row) => row.what.replace(/_mg$/, "") },
          { title: t("since.before"), number: true, cell: (row) => value(row.what, row.before) },
          { title: t("since.now"), number: true, cell: (row) => value(row.what, row.now) },
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
              row.type === "event" ? kindWord(row.kind) : `${words("registry", row.type, row.type)} ${row.code ?? ""}`,
          },
          { title: t("inspect.asked_at"), cell: (row) => (row.at ? dayAndClock(row.at) : "–") },
          { title: t("since.by"), cell: (row) => personName(row.by) },
          { title: t("since.reason"), cell: (row) => row.reason ?? "–" },
        ]}
      />
    </>
  );
}

function value(what: string, one: unknown): string {
  if (typeof one === "number") return what.endsWith("_mg") ? mass(one) : number(one);
  return typeof one === "string" || typeof one === "boolean" ? String(one) : "–";
}
