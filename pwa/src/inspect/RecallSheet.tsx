import { useEffect, useState } from "preact/hooks";
import { record, registry, type RecallAnswer } from "../api";
import { atWithOffset } from "../domain/clock";
import { newId } from "../domain/ids";
import { t, words } from "../messages";
import { lotKind, mass, share, units, values } from "../sheets/format";
import { session, useAct, useLoad } from "../sheets/load";
import { LotLink } from "../sheets/parts";
import { About } from "../sheets/StatementSheet";
import { Button, Notice, Table } from "../ui";

const HOLDERS = ["owner", "office", "packer", "crew"];

/** A mock recall: whom to tell, what is here and to be held, how much of it all is accounted for. */
export function RecallSheet({ recall: page, at, onHeld }: { recall: RecallAnswer; at: string; onHeld: () => void }) {
  const partners = useLoad(() => registry("partners"), "partners");
  const partner = (code: string | null) => partners.data?.find((one) => one.code === code);
  return (
    <article>
      <dl class="facts tiles">
        <dt>{t("recall.clock")}</dt>
        <dd>
          <Clock since={at} />
        </dd>
        <dt>{t("trace.accounted")}</dt>
        <dd>
          {page.accounted.percent === null ? "–" : `${page.accounted.percent} %`} ({mass(page.accounted.accounted_mg)} /{" "}
          {mass(page.accounted.produced_mg)})
        </dd>
        <dt>{t("recall.lots")}</dt>
        <dd>{page.lots.length}</dd>
        <dt>{t("recall.losses")}</dt>
        <dd>{mass(page.losses_mg)}</dd>
      </dl>
      <HoldAll lots={page.to_hold} onHeld={onHeld} />
      <h2>{t("recall.notify")}</h2>
      <Table
        caption={t("recall.notify")}
        rows={page.customers}
        rowKey={(row) => row.partner ?? "–"}
        empty={t("recall.nobody")}
        columns={[
          { title: t("trace.customer"), cell: (row) => partner(row.partner)?.name ?? row.partner ?? "–" },
          { title: t("recall.contact"), cell: (row) => contactOf(partner(row.partner)?.contact) },
          { title: t("col.mass"), number: true, cell: (row) => mass(row.mass_mg) },
          { title: t("col.units"), number: true, cell: (row) => units(row.units) },
          { title: t("recall.shipments"), number: true, cell: (row) => row.shipments.length },
          {
            title: t("trace.papers"),
            cell: (row) =>
              [...new Set(row.shipments.flatMap((one) => one.refs.map((ref) => ref.number)))].slice(0, 8).join(", ") ||
              "–",
          },
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
          { title: t("col.place"), cell: (row) => row.place ?? "–" },
          { title: t("col.mass"), number: true, cell: (row) => mass(row.mass_mg) },
        ]}
      />
      <h2>{t("recall.affected")}</h2>
      <Table
        caption={t("recall.affected")}
        rows={page.lots}
        rowKey={(row) => row.lot}
        empty=""
        columns={[
          { title: t("col.lot"), cell: (row) => <LotLink code={row.lot} /> },
          { title: t("col.kind"), cell: (row) => lotKind(row.kind) },
          { title: t("col.product"), cell: (row) => row.product ?? "–" },
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

/** One button places a hold on everything that is here; it asks once, because a hold warns at every scan. */
function HoldAll({ lots, onHeld }: { lots: string[]; onHeld: () => void }) {
  const [sure, setSure] = useState(false);
  const { busy, problem, act } = useAct();
  if (lots.length === 0) return <p>{t("recall.nothing_to_hold")}</p>;
  if (!(session.value?.person.roles ?? []).some((role) => HOLDERS.includes(role)))
    return <p>{t("recall.to_hold", { n: lots.length })}</p>;
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
      onHeld();
    });
  return (
    <div class="row">
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

/** Time since the recall began: FDA asks for 24 hours, BRCGS for 4. */
function Clock({ since }: { since: string }) {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const tick = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(tick);
  }, []);
  const seconds = Math.max(0, Math.floor((now - Date.parse(since)) / 1000));
  const two = (value: number): string => String(value).padStart(2, "0");
  return (
    <time>
      {Math.floor(seconds / 3600)}:{two(Math.floor(seconds / 60) % 60)}:{two(seconds % 60)}
    </time>
  );
}

/** A contact on one line: telephone first, because a recall begins with a call. */
function contactOf(contact: Record<string, string | null> | null | undefined): string {
  const parts = ["phone", "address", "city", "state", "zip"].map((part) => contact?.[part]);
  return parts.filter(Boolean).join(", ") || "–";
}
