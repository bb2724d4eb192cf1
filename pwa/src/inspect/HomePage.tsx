import { useState } from "preact/hooks";
import { entries, exercises, type Entry, type Exercise } from "../api";
import { dayAndClock, t } from "../messages";
import { at, follow } from "../paths";
import { useLoad } from "../sheets/load";
import { personName } from "../sheets/names";
import { Head, Link } from "../sheets/parts";
import { Button, Icon, Table, type IconName } from "../ui";
import { EventRows } from "./EventRows";
import { byLink, may, visit } from "./visit";
import { questionText } from "./words";

const PAGES = 10;
const BIG = [
  { name: "balance", part: "balance", icon: "list" },
  { name: "trace", part: "trace", icon: "camera" },
  { name: "sales", part: "sales", icon: "ship" },
  { name: "records", part: "records", icon: "keys" },
] as const;
const SMALL = [
  { name: "draw", part: "balance" },
  { name: "recall", part: "trace" },
  { name: "fsma204", part: "records" },
] as const;

/** Where an inspection begins: what can be asked, what was asked so far, and what has come in meanwhile. */
export function HomePage() {
  const [pages, setPages] = useState(1);
  const page = useLoad(() => newest(pages), `exercises ${pages}`);
  const all = page.data?.exercises ?? [];
  const began = visit.value?.began ?? null;
  const mine = all.filter((one) => isMine(one, began));
  const earlier = all.filter((one) => !mine.includes(one));
  const first = mine.at(-1);
  return (
    <>
      <Head title={t("nav.inspect")} what={t("inspect.what")} loaded={page} />
      <nav class="questions" aria-label={t("inspect.questions")}>
        {BIG.map(({ name, part, icon }) =>
          may(part) ? (
            <Way key={name} to={name === "records" ? at.records() : at.ask(name)} icon={icon}>
              <b>{t(`ask.${name}`)}</b>
              <span>{t(`ask.${name}_what`)}</span>
            </Way>
          ) : null,
        )}
      </nav>
      <nav class="questions small" aria-label={t("inspect.more_questions")}>
        {SMALL.map(({ name, part }) =>
          may(part) ? (
            <Way key={name} to={at.ask(name)}>
              <b>{t(`ask.${name}`)}</b>
              <span>{t(`ask.${name}_what`)}</span>
            </Way>
          ) : null,
        )}
      </nav>
      <h2>{t("inspect.so_far")}</h2>
      {began === null ? null : <p class="hint">{t("inspect.began", { time: dayAndClock(began) })}</p>}
      {page.data === null ? null : <Exercises rows={mine} caption={t("inspect.so_far")} />}
      {page.data === null || page.data.next === null ? null : (
        <Button disabled={page.busy} onPress={() => setPages(pages + 1)}>
          {t("inspect.older")}
        </Button>
      )}
      {first === undefined || !may("records") ? null : <Meanwhile since={first.as_of.seq} />}
      {earlier.length === 0 ? null : (
        <details>
          <summary>{t("inspect.earlier", { n: earlier.length })}</summary>
          <Exercises rows={earlier} caption={t("inspect.earlier", { n: earlier.length })} />
        </details>
      )}
    </>
  );
}

/** The newest exercises, as many pages of them as were asked for. */
async function newest(pages: number): Promise<{ exercises: Exercise[]; next: number | null }> {
  const found: Exercise[] = [];
  let next: number | null = null;
  for (let turn = 0; turn < pages; turn += 1) {
    const page = await exercises(next);
    found.push(...page.exercises);
    next = page.next;
    if (next === null) break;
  }
  return { exercises: found, next };
}

/** The events behind an entry: questions and downloads stand among them, and may be many. */
async function eventsAfter(seq: number): Promise<Entry[]> {
  const found: Entry[] = [];
  let next: number | null = seq;
  for (let turn = 0; turn < PAGES && next !== null; turn += 1) {
    const page: Awaited<ReturnType<typeof entries>> = await entries({ after: next, limit: 500 });
    found.push(...page.entries.filter((one) => one.type === "event"));
    next = page.next;
  }
  return found;
}

/** Of this inspection is what its link asked, or for people with an account what was asked since it began. */
function isMine(one: Exercise, began: string | null): boolean {
  const link = visit.value?.link ?? null;
  if (byLink() && link !== null) return one.link === link;
  return began === null || Date.parse(one.at) >= Date.parse(began) - 1000;
}

function Way({ to, icon, children }: { to: string; icon?: IconName; children: preact.ComponentChildren }) {
  return (
    <a href={to} onClick={follow}>
      {icon === undefined ? null : <Icon name={icon} />}
      {children}
    </a>
  );
}

function Exercises({ rows, caption }: { rows: Exercise[]; caption: string }) {
  return (
    <Table
      caption={caption}
      rows={rows}
      rowKey={(row) => row.id}
      empty={t("inspect.none")}
      columns={[
        { title: t("inspect.number"), number: true, cell: (row) => row.number },
        {
          title: t("inspect.question"),
          cell: (row) => <Link to={at.exercise(row.id)}>{questionText(row)}</Link>,
        },
        { title: t("inspect.asked_at"), cell: (row) => dayAndClock(row.at), value: (row) => row.at },
        {
          title: t("since.by"),
          cell: (row) => (row.link ? t("inspect.link", { link: row.link }) : personName(row.by)),
        },
        { title: t("inspect.entry"), number: true, cell: (row) => row.as_of.seq },
        { title: "SHA-256", cell: (row) => <code title={row.result}>{row.result.slice(0, 12)}…</code> },
      ]}
    />
  );
}

/** What came into the book after the first question: an inspection must be able to tell it from the rest. */
function Meanwhile({ since }: { since: number }) {
  const page = useLoad(() => eventsAfter(since), `since ${since}`);
  const rows = page.data ?? [];
  return (
    <section>
      <h2>{t("inspect.received_since")}</h2>
      {page.data === null ? null : rows.length === 0 ? (
        <p class="hint">{t("inspect.nothing_since", { seq: since })}</p>
      ) : (
        <EventRows entries={rows} />
      )}
    </section>
  );
}
