import { useState } from "preact/hooks";
import { lineage, lot, registry, statement, type LotStory, type Person } from "../api";
import { number, t } from "../messages";
import { at } from "../paths";
import { Button, Notice, Table } from "../ui";
import { EventList } from "../sheets/EventList";
import { EventsTaken } from "./EventsTaken";
import { findingText } from "./FindingItem";
import { HoldForm } from "./HoldForm";
import { LotOrigin } from "./LotOrigin";
import { lotKind, mass, todayHere, units } from "../sheets/format";
import { Lineage } from "../sheets/Lineage";
import { lossesOf } from "../sheets/lineage";
import { useLoad } from "../sheets/load";
import { Head, Link, LotLink, Severity, StatusMark } from "../sheets/parts";
import { Several } from "../sheets/Several";

const LONG_AGO = "2000-01-01";
/** Lots on each side of the picture at first, and when somebody asks for more. */
const NEAR = 500;
const FAR = 10_000;

/** A lot's story: where it came from, what happened to it, where it went. */
export function LotPage({ code }: { code: string }) {
  const page = useLoad(() => lot(code), code);
  const people = useLoad(() => registry("people"), "people");
  const data = page.data;
  return (
    <>
      <Head title={code} loaded={page} />
      {data === null ? null : (
        <>
          <Facts lot={data} people={people.data ?? []} />
          <HoldForm lot={data} onChanged={page.again} />
          {data.findings.map((one) => (
            <p key={one.key ?? one.code} class="finding-line">
              <Severity of={one.severity} /> {findingText(one)}
            </p>
          ))}
        </>
      )}
      <Around code={code} lot={data} />
      {data === null ? null : (
        <>
          <p class="ways">
            <Link to={at.traceOf("back", code)}>{t("trace.back")}</Link> ·{" "}
            <Link to={at.traceOf("forward", code)}>{t("trace.forward")}</Link> ·{" "}
            <Link to={at.bookOf(code)}>{t("lot.in_book")}</Link> · <Link to={at.labelsOf(code)}>{t("lot.labels")}</Link>
          </p>
          <h2>{t("lot.events")}</h2>
          <Events
            caption={`${code}: ${t("lot.events")}`}
            key={code}
            entries={data.events}
            people={people.data ?? []}
            onChanged={page.again}
          />
          <h2>{t("lot.stock")}</h2>
          <Table
            caption={t("lot.stock")}
            rows={data.stock}
            rowKey={(row) => row.place ?? "–"}
            empty={t("lot.no_stock")}
            columns={[
              { title: t("col.place"), cell: (row) => row.place ?? "–" },
              { title: t("col.units"), number: true, cell: (row) => units(row.units) },
              { title: t("col.mass"), number: true, cell: (row) => mass(row.mass_mg) },
            ]}
          />
          {data.tags.length === 0 ? null : (
            <>
              <h2>{t("lot.tags")}</h2>
              <p class="tags">
                <Several of={data.tags}>{(one) => <code key={one.tag}>{one.tag}</code>}</Several>
              </p>
            </>
          )}
        </>
      )}
    </>
  );
}

/** Where the lot came from and went, as a picture; its room is kept while it comes, so that nothing jumps. */
function Around({ code, lot: row }: { code: string; lot: LotStory | null }) {
  const [most, setMost] = useState(NEAR);
  const around = useLoad(() => lineage(code, most), `${code} ${most}`);
  const losses = useLoad(() => statement({ lot: code }, LONG_AGO, todayHere()).catch(() => null), `losses ${code}`);
  if (row === null) return null;
  if (around.problem !== null) return <Notice mood="bad">{around.problem}</Notice>;
  if (around.data === null || (losses.data === null && losses.busy))
    return (
      <p class="lineage coming" aria-busy="true">
        {t("loading")}
      </p>
    );
  return (
    <Lineage
      lot={row}
      back={around.data.back}
      forward={around.data.forward}
      losses={lossesOf(losses.data?.lines ?? [])}
      more={most < FAR ? { upTo: FAR, ask: () => setMost(FAR) } : undefined}
    />
  );
}

/** So many events at first; the seed of a season has hundreds. */
const EVENTS = 50;

function Events({ caption, entries, ...rest }: Parameters<typeof EventList>[0] & { caption: string }) {
  const [all, setAll] = useState(false);
  return (
    <>
      <EventList {...rest} among={entries} entries={all ? entries : entries.slice(0, EVENTS)} />
      {all || entries.length <= EVENTS ? null : (
        <Button onPress={() => setAll(true)}>{t("table.all", { n: entries.length })}</Button>
      )}
      {entries.length === 0 ? null : <EventsTaken caption={caption} all={() => Promise.resolve(entries)} />}
    </>
  );
}

function Facts({ lot: row, people }: { lot: LotStory; people: Person[] }) {
  return (
    <dl class="facts">
      <dt>{t("col.kind")}</dt>
      <dd>{lotKind(row.kind)}</dd>
      <dt>{t("col.product")}</dt>
      <dd>{row.product_name ?? row.product}</dd>
      <dt>{t("col.status")}</dt>
      <dd>
        <StatusMark status={row.status} />
        {row.claimed && row.claimed !== row.status ? ` (${t("lot.claimed")} ${t(`status.${row.claimed}`)})` : ""}
      </dd>
      <dt>{t("col.stock")}</dt>
      <dd>
        {row.stock.length === 0 ? t("lot.none_left") : [...new Set([mass(row.mass_mg), units(row.units)])].join(", ")}
      </dd>
      <Neighbours title={t("lot.from")} codes={row.links.from.map((one) => one.lot ?? one.from ?? "")} />
      <Neighbours title={t("lot.to")} codes={row.links.to.map((one) => one.lot ?? one.to ?? "")} />
      <LotOrigin lot={row} people={people} />
    </dl>
  );
}

const NEIGHBOURS_MAX = 12;
/** So many the server names at most; there may be more. */
const TOLD_MAX = 1_000;

function Neighbours({ title, codes }: { title: string; codes: string[] }) {
  const each = [...new Set(codes)];
  if (each.length === 0) return null;
  return (
    <>
      <dt>{title}</dt>
      <dd class="tags">
        {each.slice(0, NEIGHBOURS_MAX).map((code) => (
          <LotLink key={code} code={code} />
        ))}
        {each.length > NEIGHBOURS_MAX
          ? t(codes.length < TOLD_MAX ? "lot.and_more" : "lot.and_over", { n: number(each.length - NEIGHBOURS_MAX) })
          : null}
      </dd>
    </>
  );
}
