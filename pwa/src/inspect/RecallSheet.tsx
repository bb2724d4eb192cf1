import { useEffect, useState } from "preact/hooks";
import { record, type Exercise, type RecallAnswer } from "../api";
import { atWithOffset } from "../domain/clock";
import { newId } from "../domain/ids";
import { dayAndClock, t, words } from "../messages";
import { lotKind, mass, share, units, values } from "../sheets/format";
import { askHolds } from "../sheets/holds";
import { session, useAct } from "../sheets/load";
import { contactOf, partnerName, placeName, productName } from "../sheets/names";
import { LotLink } from "../sheets/parts";
import { About } from "../sheets/StatementSheet";
import { Button, Notice, Table } from "../ui";
import { clockText, notifyText } from "./recall";
import { records } from "./visit";

const HOLDERS = ["owner", "office", "packer", "crew"];
const NOTERS = ["owner", "office"];

/** A mock recall: whom to tell, what is here and to be held, how much of it all is accounted for. */
export function RecallSheet({ recall: page, exercise }: { recall: RecallAnswer; exercise: Exercise }) {
  const list = (): string =>
    notifyText(
      page.customers.map((one) => ({
        name: partnerName(one.partner),
        contact: contactOf(one.partner),
        quantity: [mass(one.mass_mg), units(one.units)].filter((text) => text !== "").join(", "),
        lots: [...new Set(one.shipments.map((shipment) => shipment.lot))],
        papers: papersOf(one),
      })),
      t("recall.list_title", { lots: page.asked.join(", ") }),
    );
  return (
    <article>
      <div class="recall-head">
        <Running exercise={exercise} lots={page.asked} />
        <dl class="facts">
          <dt>{t("trace.accounted")}</dt>
          <dd>
            <b>{page.accounted.percent === null ? "–" : `${page.accounted.percent} %`}</b> (
            {mass(page.accounted.accounted_mg)} / {mass(page.accounted.produced_mg)})
          </dd>
          <dt>{t("recall.lots")}</dt>
          <dd>{page.lots.length}</dd>
          <dt>{t("recall.customers")}</dt>
          <dd>{page.customers.length}</dd>
          <dt>{t("recall.losses")}</dt>
          <dd>{mass(page.losses_mg)}</dd>
        </dl>
      </div>
      <HoldAll lots={page.to_hold} />
      <h2>{t("recall.notify")}</h2>
      <TakeList list={list} some={page.customers.length > 0} />
      <Table
        caption={t("recall.notify")}
        rows={page.customers}
        rowKey={(row) => row.partner ?? "–"}
        empty={t("recall.nobody")}
        columns={[
          { title: t("trace.customer"), cell: (row) => partnerName(row.partner) },
          { title: t("trace.contact"), cell: (row) => contactOf(row.partner) },
          { title: t("col.mass"), number: true, cell: (row) => mass(row.mass_mg) },
          { title: t("col.units"), number: true, cell: (row) => units(row.units) },
          { title: t("recall.shipments"), number: true, cell: (row) => row.shipments.length },
          { title: t("trace.papers"), cell: (row) => papersOf(row).slice(0, 8).join(", ") || "–" },
        ]}
      />
      <h2>{t("trace.on_hand")}</h2>
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
      <h2>{t("recall.affected")}</h2>
      <Table
        caption={t("recall.affected")}
        rows={page.lots}
        rowKey={(row) => row.lot}
        empty={t("trace.alone")}
        columns={[
          { title: t("col.lot"), cell: (row) => <LotLink code={row.lot} /> },
          { title: t("col.kind"), cell: (row) => lotKind(row.kind) },
          { title: t("col.product"), cell: (row) => productName(row.product) },
          { title: t("col.made"), number: true, cell: (row) => mass(row.made_mg) },
          { title: t("col.stock"), number: true, cell: (row) => mass(row.stock_mg) },
          { title: t("trace.share"), number: true, cell: (row) => share(row.share) },
          { title: t("recall.hold"), cell: (row) => (row.hold ? t("recall.on_hold") : "") },
        ]}
      />
      {page.gaps.length === 0 ? null : (
        <section>
          <h2>{t("trace.gaps")}</h2>
          <ul class="reasons">
            {page.gaps.slice(0, 30).map((gap) => (
              <li key={gap.code + JSON.stringify(gap.about)}>
                {words("gap", gap.code, gap.text, values(gap.about))} <About about={gap.about} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </article>
  );
}

const papersOf = (row: RecallAnswer["customers"][number]): string[] => [
  ...new Set(
    row.shipments.flatMap((one) => one.refs.map((ref) => `${words("ref", ref.kind, ref.kind)} ${ref.number}`)),
  ),
];

/** The list to notify, into another program or onto paper. */
function TakeList({ list, some }: { list: () => string; some: boolean }) {
  const [copied, setCopied] = useState(false);
  const { problem, act } = useAct();
  if (!some) return null;
  const copy = (): void =>
    act(async () => {
      await navigator.clipboard.writeText(list());
      setCopied(true);
    });
  return (
    <div class="row screen-only">
      <Button onPress={copy}>{t(copied ? "recall.copied" : "recall.copy")}</Button>
      <Button onPress={() => print()}>{t("seal.print")}</Button>
      {problem === null ? null : <Notice mood="bad">{t("recall.cannot_copy")}</Notice>}
    </div>
  );
}

/** One button places a hold on everything that is here; it asks once, because a hold warns at every scan. */
function HoldAll({ lots }: { lots: string[] }) {
  const [sure, setSure] = useState(false);
  const [held, setHeld] = useState<number | null>(null);
  const { busy, problem, act } = useAct();
  if (lots.length === 0) return <p>{t("recall.nothing_to_hold")}</p>;
  if (!records(HOLDERS)) return <p>{t("recall.to_hold", { n: lots.length })}</p>;
  const hold = (): void =>
    act(async () => {
      const [result] = await record([
        {
          id: newId(Date.now()),
          kind: "hold",
          v: 1,
          at: atWithOffset(Date.now()),
          by: session.value?.person.code,
          lots,
          state: "hold",
          reason: t("recall.reason"),
        },
      ]);
      if (result?.status !== "accepted") throw new Error(result?.problem?.detail ?? result?.reason ?? "");
      setHeld(result.seq);
      void askHolds();
    });
  if (held !== null) return <Notice mood="ok">{t("recall.held", { n: lots.length, seq: held })}</Notice>;
  return (
    <div class="row screen-only">
      {sure ? (
        <>
          <Button main disabled={busy} onPress={hold}>
            {t("recall.hold_sure", { n: lots.length })}
          </Button>
          <Button onPress={() => setSure(false)}>{t("cancel")}</Button>
        </>
      ) : (
        <Button main onPress={() => setSure(true)}>
          {t("recall.hold_all", { n: lots.length })}
        </Button>
      )}
      {problem === null ? null : <Notice mood="bad">{problem}</Notice>}
    </div>
  );
}

/** The clock of the exercise: FDA asks for an answer in 24 hours, BRCGS in 4. It ends with a record in the book. */
function Running({ exercise, lots }: { exercise: Exercise; lots: string[] }) {
  const [now, setNow] = useState(Date.now());
  const [ended, setEnded] = useState<number | null>(null);
  const { busy, problem, act } = useAct();
  useEffect(() => {
    if (ended !== null) return;
    const tick = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(tick);
  }, [ended]);
  const ran = (ended ?? now) - Date.parse(exercise.at);
  const end = (): void =>
    act(async () => {
      const at = Date.now();
      if (records(NOTERS)) {
        const took = clockText(at - Date.parse(exercise.at));
        const [result] = await record([
          {
            id: newId(at),
            kind: "note",
            v: 1,
            at: atWithOffset(at),
            by: session.value?.person.code,
            about: lots.map((lot) => ({ lot })),
            note: t("recall.note", { number: exercise.number, took, sha: exercise.result.slice(0, 12) }),
          },
        ]);
        if (result?.status !== "accepted") throw new Error(result?.problem?.detail ?? result?.reason ?? "");
      }
      setEnded(at);
    });
  return (
    <div class="clock">
      <p>
        <span>{t("recall.clock")}</span> <time>{clockText(ran)}</time>
      </p>
      {ended === null ? (
        <Button disabled={busy} onPress={end}>
          {t("recall.end")}
        </Button>
      ) : (
        <Notice mood="ok">
          {t(records(NOTERS) ? "recall.ended_noted" : "recall.ended", {
            number: exercise.number,
            time: dayAndClock(new Date(ended).toISOString()),
          })}
        </Notice>
      )}
      {problem === null ? null : <Notice mood="bad">{problem}</Notice>}
    </div>
  );
}
