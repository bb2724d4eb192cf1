import { exercises, type Exercise } from "../api";
import { dayAndClock, t } from "../messages";
import { at, follow } from "../paths";
import { useLoad } from "../sheets/load";
import { Head, Link } from "../sheets/parts";
import { Table } from "../ui";
import { QUESTIONS } from "./questions";
import { questionText } from "./words";

/** Where an inspection begins: what can be asked, and what was asked so far. */
export function HomePage() {
  const page = useLoad(() => exercises(null), "exercises");
  return (
    <>
      <Head title={t("nav.inspect")} what={t("inspect.what")} loaded={page} />
      <nav class="questions" aria-label={t("inspect.questions")}>
        {QUESTIONS.map((one) => (
          <a key={one} href={at.ask(one)} onClick={follow}>
            <b>{t(`ask.${one}`)}</b>
            <span>{t(`ask.${one}_what`)}</span>
          </a>
        ))}
      </nav>
      <h2>{t("inspect.so_far")}</h2>
      {page.data === null ? null : (
        <Table
          caption={t("inspect.so_far")}
          rows={page.data.exercises}
          rowKey={(row) => row.id}
          empty={t("inspect.none")}
          columns={[
            { title: t("inspect.number"), number: true, cell: (row) => row.number },
            {
              title: t("inspect.question"),
              cell: (row: Exercise) => <Link to={at.exercise(row.id)}>{questionText(row)}</Link>,
            },
            { title: t("inspect.asked_at"), cell: (row) => dayAndClock(row.at) },
            { title: t("inspect.entry"), number: true, cell: (row) => row.as_of.seq },
            { title: "SHA-256", cell: (row) => <code title={row.result}>{row.result.slice(0, 12)}…</code> },
          ]}
        />
      )}
    </>
  );
}
