import { useState } from "preact/hooks";
import { entries, registry, type Entry } from "../api";
import { t } from "../messages";
import { at, go } from "../paths";
import { Button, Form, Input, Select, Submit } from "../ui";
import { EventList } from "../sheets/EventList";
import { account, kindWord } from "../sheets/format";
import { KINDS } from "../sheets/kinds";
import { explain, useLoad } from "../sheets/load";
import { Head } from "../sheets/parts";
import { EventsTaken } from "./EventsTaken";
import { behind, lotsOfScope } from "./scope";

const PAGES_MAX = 60;
const PAGE = 100;
const PAGE_OF_A_FILE = 1000;

interface Filter {
  kinds: string[];
  lot: string;
  /** A number, code, id or tag that entries bear. */
  q: string;
  from: string;
  to: string;
  /** The account of a statement whose line was opened, and the address that says its scope. */
  account: string | null;
  query: URLSearchParams;
}

/** At least so many that match, where there are; a filter by several kinds is applied here, over as many pages as it takes. */
async function matching(
  filter: Filter,
  after: number | null,
  least = PAGE,
): Promise<{ rows: Entry[]; next: number | null }> {
  const rows: Entry[] = [];
  const only = filter.kinds.length === 1 ? filter.kinds[0] : undefined;
  let next = after;
  for (let turn = 0; turn < PAGES_MAX; turn += 1) {
    const page = await entries({
      after: next,
      limit: filter.account === null && filter.kinds.length < 2 ? least : 500,
      lot: filter.lot,
      q: filter.q,
      ...(only === undefined ? {} : { kind: only }),
      from: filter.from,
      to: filter.to,
    });
    rows.push(...page.entries.filter((entry) => filter.kinds.length === 0 || filter.kinds.includes(entry.kind ?? "")));
    next = page.next;
    if (next === null || (filter.account === null && rows.length >= least)) break;
  }
  if (filter.account === null) return { rows, next };
  return { rows: behind(rows, filter.account, await lotsOfScope(filter.query)), next };
}

/** All that matches, for a file. */
async function every(filter: Filter): Promise<Entry[]> {
  const rows: Entry[] = [];
  let next: number | null = null;
  do {
    const page = await matching(filter, next, PAGE_OF_A_FILE);
    rows.push(...page.rows);
    ({ next } = page);
  } while (next !== null);
  return rows;
}

/** All entries in order, with their corrections. */
export function BookPage({ query }: { query: URLSearchParams }) {
  const filter: Filter = {
    kinds: (query.get("kind") ?? "").split(",").filter(Boolean),
    lot: query.get("lot") ?? "",
    q: query.get("q") ?? "",
    from: query.get("from") ?? "",
    to: query.get("to") ?? "",
    account: query.get("account"),
    query,
  };
  const [kind, setKind] = useState(filter.kinds.join(","));
  const [lot, setLot] = useState(filter.lot);
  const [q, setQ] = useState(filter.q);
  const [from, setFrom] = useState(filter.from);
  const [to, setTo] = useState(filter.to);
  const [later, setLater] = useState<{ rows: Entry[]; next: number | null } | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const page = useLoad(() => matching(filter, null), query.toString());
  const people = useLoad(() => registry("people"), "people");
  const next = later === null ? (page.data?.next ?? null) : later.next;
  const rows = [...(page.data?.rows ?? []), ...(later?.rows ?? [])];
  const show = (): void => {
    const given = Object.entries({ kind, lot: lot.trim(), q: q.trim(), from, to }).filter(([, value]) => value !== "");
    go(`${at.book}?${new URLSearchParams(given).toString()}`);
  };
  const onward = (): void => {
    matching(filter, next).then(
      (got) => setLater({ rows: [...(later?.rows ?? []), ...got.rows], next: got.next }),
      (cause: unknown) => setProblem(explain(cause)),
    );
  };
  const several = kind.includes(",") ? [{ value: kind, label: kind.split(",").map(kindWord).join(", ") }] : [];
  return (
    <>
      <Head
        title={t("nav.book")}
        what={filter.account === null ? t("book.what") : t("book.of_account", { account: account(filter.account) })}
        loaded={page}
      />
      <Form onSubmit={show} inline>
        <Select
          label={t("col.kind")}
          value={kind}
          onChange={setKind}
          choices={[
            { value: "", label: t("any") },
            ...several,
            ...KINDS.map((one) => ({ value: one, label: kindWord(one) })),
          ]}
        />
        <Input label={t("col.lot")} value={lot} onChange={setLot} type="search" capitals />
        <Input label={t("book.q")} value={q} onChange={setQ} type="search" />
        <Input label={t("balance.from")} type="date" value={from} onChange={setFrom} />
        <Input label={t("balance.to")} type="date" value={to} onChange={setTo} />
        <Submit>{t("find")}</Submit>
      </Form>
      {problem === null ? null : <p role="alert">{problem}</p>}
      {page.data === null ? null : <EventList entries={rows} people={people.data ?? []} onChanged={page.again} />}
      {rows.length === 0 ? null : <EventsTaken caption={t("nav.book")} all={() => every(filter)} />}
      {next === null ? null : <Button onPress={onward}>{t("more")}</Button>}
    </>
  );
}
