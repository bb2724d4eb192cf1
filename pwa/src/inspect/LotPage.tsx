import { ask, lot, type LotStory } from "../api";
import { t } from "../messages";
import { at, go } from "../paths";
import { lotKind, mass, units } from "../sheets/format";
import { useAct, useLoad } from "../sheets/load";
import { placeName, productName } from "../sheets/names";
import { Head, Link, StatusMark } from "../sheets/parts";
import { Button, Notice, Table } from "../ui";
import { EventRows } from "./EventRows";

/** A lot as an inspector reads it: what it is, what happened to it, and the questions that begin from it. */
export function LotPage({ code }: { code: string }) {
  const page = useLoad(() => lot(code), code);
  const { busy, problem, act } = useAct();
  const trace = (direction: "back" | "forward"): void =>
    act(async () => go(at.exercise((await ask(direction, { lot: code })).exercise.id)));
  return (
    <>
      <Head title={code} loaded={page} />
      {problem === null ? null : <Notice mood="bad">{problem}</Notice>}
      {page.data === null ? null : (
        <>
          <Facts lot={page.data} />
          <div class="row screen-only">
            <Button disabled={busy} onPress={() => trace("back")}>
              {t("lot.trace_back")}
            </Button>
            <Button disabled={busy} onPress={() => trace("forward")}>
              {t("lot.trace_forward")}
            </Button>
          </div>
          <p class="screen-only">
            <Link to={at.ask("balance", { scope: "lot", what: code })}>{t("lot.balance")}</Link> ·{" "}
            <Link to={at.ask("recall", { lots: code })}>{t("ask.recall")}</Link> ·{" "}
            <Link to={at.records({ lot: code })}>{t("lot.in_book")}</Link>
          </p>
          <h2>{t("lot.events")}</h2>
          <EventRows entries={page.data.events} />
          <h2>{t("lot.stock")}</h2>
          <Table
            caption={t("lot.stock")}
            rows={page.data.stock}
            rowKey={(row) => row.place ?? "–"}
            empty={t("lot.no_stock")}
            columns={[
              { title: t("col.place"), cell: (row) => placeName(row.place) },
              { title: t("col.units"), number: true, cell: (row) => units(row.units) },
              { title: t("col.mass"), number: true, cell: (row) => mass(row.mass_mg) },
            ]}
          />
        </>
      )}
      <p class="screen-only">
        <Link to={at.inspect}>{t("inspect.back")}</Link>
      </p>
    </>
  );
}

function Facts({ lot: row }: { lot: LotStory }) {
  return (
    <dl class="facts">
      <dt>{t("col.kind")}</dt>
      <dd>{lotKind(row.kind)}</dd>
      <dt>{t("col.product")}</dt>
      <dd>{row.product_name ?? productName(row.product)}</dd>
      <dt>{t("col.status")}</dt>
      <dd>
        <StatusMark status={row.status} />
        {row.claimed && row.claimed !== row.status ? ` (${t("lot.claimed")} ${t(`status.${row.claimed}`)})` : ""}
      </dd>
      <dt>{t("col.stock")}</dt>
      <dd>{row.stock.length === 0 ? t("lot.none_left") : `${mass(row.mass_mg)}, ${units(row.units)}`}</dd>
    </dl>
  );
}
