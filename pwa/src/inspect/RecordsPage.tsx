import { useState } from "preact/hooks";
import { entries, type Entry } from "../api";
import { t } from "../messages";
import { at, go } from "../paths";
import { kindWord, todayHere } from "../sheets/format";
import { explain, useLoad } from "../sheets/load";
import { KINDS } from "../sheets/kinds";
import { names } from "../sheets/names";
import { Head, Link } from "../sheets/parts";
import { Button, Form, Input, Notice, Select, Submit, type Choice } from "../ui";
import { EventRows } from "./EventRows";
import { addressOf, filterOf, type Filter, type FilterName } from "./filters";

/** Everything in the book, by what one looks for: each record with its origin, its papers and what corrected it. */
export function RecordsPage({ query }: { query: URLSearchParams }) {
  const given = filterOf(query, todayHere());
  const [typed, setTyped] = useState<Filter>(given);
  const [later, setLater] = useState<{ rows: Entry[]; next: number | null } | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const page = useLoad(() => entries({ ...given, limit: 100 }), query.toString());
  const next = later === null ? (page.data?.next ?? null) : later.next;
  const rows = [...(page.data?.entries ?? []), ...(later?.rows ?? [])];
  const set =
    (name: FilterName) =>
    (value: string): void =>
      setTyped((was) => ({ ...was, [name]: value }));
  const show = (): void => go(at.records(addressOf(typed)));
  const onward = (): void => {
    setBusy(true);
    entries({ ...given, after: next, limit: 100 })
      .then(
        (got) => setLater({ rows: [...(later?.rows ?? []), ...got.entries], next: got.next }),
        (cause: unknown) => setProblem(explain(cause)),
      )
      .finally(() => setBusy(false));
  };
  const choose = (name: FilterName, label: string, choices: Choice[]) => (
    <Select
      label={label}
      value={typed[name] ?? ""}
      onChange={set(name)}
      choices={[{ value: "", label: t("any") }, ...choices]}
    />
  );
  const called = (some: Iterable<{ code: string; name: string | null }>): Choice[] =>
    [...some].map((one) => ({ value: one.code, label: one.name || one.code }));
  const more = (["place", "partner", "by", "device", "how", "late", "corrected"] as const).some((name) => given[name]);
  return (
    <>
      <Head title={t("ask.records")} what={t("records.what")} loaded={page} />
      <Form onSubmit={show} inline>
        <Input label={t("records.text")} value={typed.q ?? ""} onChange={set("q")} type="search" />
        <Input label={t("col.lot")} value={typed.lot ?? ""} onChange={set("lot")} type="search" capitals />
        {choose(
          "kind",
          t("col.kind"),
          KINDS.map((one) => ({ value: one, label: kindWord(one) })),
        )}
        <Input label={t("balance.from")} type="date" value={typed.from ?? ""} onChange={set("from")} />
        <Input label={t("balance.to")} type="date" value={typed.to ?? ""} onChange={set("to")} />
        <details open={more} class="more">
          <summary>{t("records.more")}</summary>
          <div class="form inline">
            {choose("place", t("col.place"), called(names.value.places.values()))}
            {choose("partner", t("registry.partner"), called(names.value.partners.values()))}
            {choose("by", t("records.by"), called(names.value.people.values()))}
            <Input label={t("records.device")} value={typed.device ?? ""} onChange={set("device")} />
            {choose(
              "how",
              t("records.how"),
              (["phone", "desk", "import"] as const).map((one) => ({ value: one, label: t(`recorded.${one}`) })),
            )}
            {choose("late", t("records.late"), [{ value: "true", label: t("records.late_only") }])}
            {choose("corrected", t("records.corrected"), [{ value: "true", label: t("records.corrected_only") }])}
          </div>
        </details>
        <Submit busy={page.busy}>{t("find")}</Submit>
      </Form>
      {problem === null ? null : <Notice mood="bad">{problem}</Notice>}
      {page.data === null ? null : rows.length === 0 && next !== null ? (
        <p class="hint">{t("records.further", { seq: next })}</p>
      ) : rows.length === 0 ? (
        <p class="empty">
          {t("records.none")} <Link to={at.records(addressOf({}))}>{t("records.all")}</Link>
        </p>
      ) : (
        <EventRows entries={rows} />
      )}
      {next === null ? null : (
        <Button disabled={busy} onPress={onward}>
          {t("more")}
        </Button>
      )}
      <p class="hint">{t("records.kept")}</p>
      <p class="screen-only">
        <Link to={at.inspect}>{t("inspect.back")}</Link>
      </p>
    </>
  );
}
