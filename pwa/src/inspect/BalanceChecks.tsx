import type { BalanceAnswer } from "../api";
import { dayAndClock, number, t, words } from "../messages";
import { at } from "../paths";
import { kindWord, mass } from "../sheets/format";
import { personName, productName } from "../sheets/names";
import { Link } from "../sheets/parts";
import { Table } from "../ui";

const edge = (value: string | null): string => (value === null ? "…" : number(Number(value)));

/** A record named by its id, as a way to it. */
function Record({ kind, id }: { kind: string; id: string }) {
  return <Link to={at.records({ q: id })}>{kindWord(kind)}</Link>;
}

/** The checks beside a statement: yield, ingredients, corrected records, what came after the inspection began. */
export function BalanceChecks({ answer }: { answer: BalanceAnswer }) {
  return (
    <>
      <h2>{t("check.yield")}</h2>
      <p class="hint">{t("check.yield_what")}</p>
      <Table
        caption={t("check.yield")}
        rows={answer.plausibility}
        rowKey={(row) => row.product}
        empty={t("check.no_harvest")}
        columns={[
          { title: t("col.product"), cell: (row) => productName(row.product) },
          { title: t("check.harvested"), number: true, cell: (row) => mass(row.harvested_mg) },
          { title: t("check.area"), number: true, cell: (row) => `${row.area.value} ${row.area.unit}` },
          {
            title: t("check.per_area"),
            number: true,
            cell: (row) => (row.per_area === null ? "–" : `${number(Number(row.per_area.value))} ${row.per_area.unit}`),
          },
          {
            title: t("check.range"),
            cell: (row) =>
              row.range === null
                ? "–"
                : `${edge(row.range.min)} – ${edge(row.range.max)} ${row.range.unit}${row.source === null ? "" : ` (${row.source})`}`,
          },
          { title: t("check.verdict"), cell: (row) => words("plausible", row.verdict, row.verdict) },
        ]}
      />
      {answer.ingredients.length === 0 ? null : (
        <>
          <h2>{t("check.ingredients")}</h2>
          <Table
            caption={t("check.ingredients")}
            rows={answer.ingredients}
            rowKey={(row) => row.recipe + JSON.stringify(row.ingredient)}
            empty=""
            columns={[
              { title: t("check.recipe"), cell: (row) => row.recipe },
              { title: t("check.ingredient"), cell: (row) => Object.values(row.ingredient).join(" ") },
              { title: t("check.part"), number: true, cell: (row) => `${row.percent} %` },
              { title: t("check.made"), number: true, cell: (row) => mass(row.output_mg) },
              { title: t("check.needed"), number: true, cell: (row) => mass(row.needed_mg) },
              { title: t("check.used"), number: true, cell: (row) => mass(row.used_mg) },
              { title: t("sales.difference"), number: true, cell: (row) => mass(row.difference_mg) },
              { title: t("check.verdict"), cell: (row) => words("enough", row.verdict, row.verdict) },
            ]}
          />
        </>
      )}
      <h2>{t("check.corrected")}</h2>
      <Table
        caption={t("check.corrected")}
        rows={answer.corrected}
        rowKey={(row) => row.event}
        empty={t("check.none_corrected")}
        columns={[
          { title: t("since.record"), cell: (row) => <Record kind={row.kind} id={row.event} /> },
          { title: t("check.happened"), cell: (row) => dayAndClock(row.at), value: (row) => row.at },
          { title: t("since.by"), cell: (row) => personName(row.by) },
          { title: t("check.how"), cell: (row) => words("how", row.how, row.how) },
          {
            title: t("check.corrected_by"),
            cell: (row) => `${personName(row.with_by)}, ${dayAndClock(row.with_received ?? row.with_at ?? "")}`,
          },
          { title: t("since.reason"), cell: (row) => row.reason ?? "–" },
        ]}
      />
      <h2>{t("check.received_after")}</h2>
      {answer.received_after.began === null ? (
        <p class="hint">{t("check.no_beginning")}</p>
      ) : (
        <>
          <p class="hint">{t("inspect.began", { time: dayAndClock(answer.received_after.began) })}</p>
          <Table
            caption={t("check.received_after")}
            rows={answer.received_after.events}
            rowKey={(row) => row.event}
            empty={t("check.none_received_after")}
            columns={[
              { title: t("since.record"), cell: (row) => <Record kind={row.kind} id={row.event} /> },
              { title: t("check.happened"), cell: (row) => dayAndClock(row.at), value: (row) => row.at },
              { title: t("event.received"), cell: (row) => dayAndClock(row.received), value: (row) => row.received },
              { title: t("since.by"), cell: (row) => personName(row.by) },
            ]}
          />
        </>
      )}
    </>
  );
}
