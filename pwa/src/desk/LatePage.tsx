import { useState } from "preact/hooks";
import { entries, registry, type Entry } from "../api";
import { dayAndClock, t } from "../messages";
import { at, go } from "../paths";
import { Button, Form, Input, Select, Submit, Table } from "../ui";
import { Gist } from "../sheets/EventList";
import { kindWord } from "../sheets/format";
import { explain, useLoad } from "../sheets/load";
import { Head, Link } from "../sheets/parts";
import { lateness } from "./late";

const WHICH = ["late", "voided", "replaced"] as const;
type Which = (typeof WHICH)[number];
const FILTERS = ["which", "by", "from", "to"] as const;
type Asked = Record<(typeof FILTERS)[number], string>;

/** One page of them; what was voided and what was replaced come together, and are told apart here. */
async function found(asked: Asked, after: number | null): Promise<{ rows: Entry[]; next: number | null }> {
  const { which, ...rest } = asked;
  const wanted = which === "late" ? { late: "true" } : { corrected: "true" };
  const page = await entries({ ...rest, ...wanted, after, limit: 200 });
  const is = (one: Entry): boolean => which === "late" || Boolean(which === "voided" ? one.voided_by : one.replaced_by);
  return { rows: page.entries.filter(is), next: page.next };
}

/** What was recorded long after it happened or arrived late, and what was voided or replaced, by whom. */
export function LatePage({ query }: { query: URLSearchParams }) {
  const which: Which = WHICH.find((one) => one === query.get("which")) ?? "late";
  const asked: Asked = {
    which,
    by: query.get("by") ?? "",
    from: query.get("from") ?? "",
    to: query.get("to") ?? "",
  };
  const page = useLoad(() => found(asked, null), JSON.stringify(asked));
  const people = useLoad(() => registry("people"), "people");
  const [typed, setTyped] = useState(asked);
  const [later, setLater] = useState<{ rows: Entry[]; next: number | null } | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const next = (later ?? page.data)?.next ?? null;
  const rows = [...(page.data?.rows ?? []), ...(later?.rows ?? [])];
  const set = (name: keyof Asked) => (value: string) => setTyped({ ...typed, [name]: value });
  const show = (): void => {
    const given = Object.entries(typed).filter(([, value]) => value !== "");
    go(`${at.late}?${new URLSearchParams(given).toString()}`);
  };
  const onward = (): void => {
    found(asked, next).then(
      (got) => setLater({ rows: [...(later?.rows ?? []), ...got.rows], next: got.next }),
      (cause: unknown) => setProblem(explain(cause)),
    );
  };
  const days = (n: number | null): string => (n === null ? "–" : String(n));
  return (
    <>
      <Head title={t("nav.late")} what={t("late.what")} loaded={page} />
      <Form onSubmit={show} inline>
        <Select
          label={t("findings.which")}
          value={typed.which}
          onChange={set("which")}
          choices={WHICH.map((one) => ({ value: one, label: t(`late.${one}`) }))}
        />
        <Select
          label={t("journal.who")}
          value={typed.by}
          onChange={set("by")}
          choices={[
            { value: "", label: t("any") },
            ...(people.data ?? []).map((one) => ({ value: one.code, label: one.name })),
          ]}
        />
        <Input label={t("balance.from")} type="date" value={typed.from} onChange={set("from")} />
        <Input label={t("balance.to")} type="date" value={typed.to} onChange={set("to")} />
        <Submit>{t("find")}</Submit>
      </Form>
      {page.data === null ? null : (
        <Table
          caption={t(`late.${which}`)}
          rows={rows}
          rowKey={(row) => String(row.seq)}
          empty={t("late.none")}
          cards
          part={next !== null}
          kept="sort"
          columns={[
            {
              title: t("late.happened"),
              cell: (row) => (row.at === undefined ? "–" : dayAndClock(row.at)),
              value: (row) => row.at ?? null,
            },
            {
              title: t("journal.act"),
              cell: (row) => (
                <span>
                  <Link to={at.bookAbout(row.id ?? "")}>{kindWord(row.kind)}</Link> <Gist entry={row} />
                </span>
              ),
            },
            {
              title: t("journal.who"),
              cell: (row) => people.data?.find((one) => one.code === row.by)?.name ?? row.by ?? "–",
            },
            { title: t("late.to_record"), number: true, cell: (row) => days(lateness(row).daysToRecord) },
            { title: t("late.to_arrive"), number: true, cell: (row) => days(lateness(row).daysToArrive) },
            {
              title: t("col.state"),
              cell: (row) =>
                row.stands !== false ? t("late.stands") : t(row.voided_by ? "late.is_voided" : "late.is_replaced"),
            },
          ]}
        />
      )}
      {problem === null ? null : <p role="alert">{problem}</p>}
      {next === null ? null : <Button onPress={onward}>{t("more")}</Button>}
    </>
  );
}
