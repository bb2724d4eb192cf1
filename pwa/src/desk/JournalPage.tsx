import { useState } from "preact/hooks";
import { journal, registry, type Act } from "../api";
import { dayAndClock, t, words } from "../messages";
import { at, go } from "../paths";
import { Button, Form, Input, Select, Submit, Table } from "../ui";
import { kindWord } from "../sheets/format";
import { explain, useLoad } from "../sheets/load";
import { Head, Link } from "../sheets/parts";
import { findingText } from "./FindingItem";

const GROUPS = [
  "registry",
  "corrections",
  "holds",
  "quarantine",
  "findings",
  "access",
  "inspection",
  "exports",
  "prints",
  "imports",
] as const;
const FILTERS = ["group", "by", "from", "to"] as const;

/** What people did at the desk, the newest first, whether the book has a line for it or not. */
export function JournalPage({ query }: { query: URLSearchParams }) {
  const asked = Object.fromEntries(FILTERS.map((name) => [name, query.get(name) ?? ""]));
  const page = useLoad(() => journal(asked), JSON.stringify(asked));
  const people = useLoad(() => registry("people"), "people");
  const [typed, setTyped] = useState(asked);
  const [later, setLater] = useState<{ acts: Act[]; next: string | null } | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const next = (later ?? page.data)?.next ?? null;
  const rows = [...(page.data?.acts ?? []), ...(later?.acts ?? [])];
  const set = (name: string) => (value: string) => setTyped({ ...typed, [name]: value });
  const show = (): void => {
    const given = Object.entries(typed).filter(([, value]) => value !== "");
    go(`${at.journal}?${new URLSearchParams(given).toString()}`);
  };
  const onward = (): void => {
    journal({ ...asked, after: next }).then(
      (got) => setLater({ acts: [...(later?.acts ?? []), ...got.acts], next: got.next }),
      (cause: unknown) => setProblem(explain(cause)),
    );
  };
  return (
    <>
      <Head title={t("nav.journal")} what={t("journal.what")} loaded={page} />
      <Form onSubmit={show} inline>
        <Select
          label={t("journal.sort")}
          value={typed["group"] ?? ""}
          onChange={set("group")}
          choices={[
            { value: "", label: t("any") },
            ...GROUPS.map((one) => ({ value: one, label: words("actgroup", one, one) })),
          ]}
        />
        <Select
          label={t("journal.who")}
          value={typed["by"] ?? ""}
          onChange={set("by")}
          choices={[
            { value: "", label: t("any") },
            ...(people.data ?? []).map((one) => ({ value: one.code, label: one.name })),
          ]}
        />
        <Input label={t("balance.from")} type="date" value={typed["from"] ?? ""} onChange={set("from")} />
        <Input label={t("balance.to")} type="date" value={typed["to"] ?? ""} onChange={set("to")} />
        <Submit>{t("find")}</Submit>
      </Form>
      {page.data === null ? null : (
        <Table
          caption={t("nav.journal")}
          rows={rows}
          rowKey={(row) => `${row.at} ${row.act} ${row.subject} ${row.seq}`}
          empty={t("journal.none")}
          cards
          part={next !== null}
          kept="sort"
          columns={[
            { title: t("journal.when"), cell: (row) => dayAndClock(row.at), value: (row) => row.at },
            { title: t("journal.who"), cell: (row) => whoText(row, people.data ?? []) },
            { title: t("journal.act"), cell: (row) => <Said act={row} />, value: actText },
          ]}
        />
      )}
      {problem === null ? null : <p role="alert">{problem}</p>}
      {next === null ? null : <Button onPress={onward}>{t("more")}</Button>}
    </>
  );
}

/** Who did it: a person by name, and whatever else it was. */
function whoText({ by, seq }: Act, people: { code: string; name: string }[]): string {
  if (by === null) return seq === null ? t("journal.server") : "–";
  const [sort = "", code = ""] = by.split(":");
  if (sort === "token") return t("journal.program", { code });
  return people.find((one) => one.code === by)?.name ?? by;
}

function Said({ act }: { act: Act }) {
  const to = whereOf(act);
  return to === null ? <>{actText(act)}</> : <Link to={to}>{actText(act)}</Link>;
}

const REGISTRY: Record<string, string> = {
  place: "places",
  product: "products",
  partner: "partners",
  person: "people",
  recipe: "recipes",
  plan: "plans",
};

/** Where the subject of an act is looked at. */
function whereOf({ act, subject, args }: Act): string | null {
  const type = String(args["type"]);
  if (act === "record_changed") {
    if (type === "device") return at.phones;
    if (type === "operation") return at.settings;
    return REGISTRY[type] === undefined || subject === null ? null : at.record(REGISTRY[type], subject);
  }
  if (act === "exercise_asked" || act === "exercise_taken") return subject === null ? null : at.exercise(subject);
  if (act === "record_voided" || act === "record_replaced" || act === "entry_released")
    return subject === null ? null : at.bookAbout(subject);
  if (act === "lots_held" || act === "lots_released")
    return subject === null || subject.includes(", ") ? null : at.lot(subject);
  if (act === "link_made" || act === "link_revoked") return at.inspections;
  if (act === "finding_acknowledged" || act === "finding_taken_back") return `${at.findings}?said=yes`;
  return null;
}

function actText({ act, subject, args }: Act): string {
  const text = (name: string): string => (typeof args[name] === "string" ? args[name] : "");
  const codes = Array.isArray(args["codes"]) ? args["codes"].join(", ") : "";
  const count = typeof args["count"] === "number" ? args["count"] : 0;
  const listed = Array.isArray(args["codes"]) ? args["codes"].length : 0;
  return words("act", act, act, {
    subject: subject ?? "",
    record: words("registry", text("type"), text("type")),
    reason: words("reason", text("reason"), text("reason")),
    kind: kindWord(text("kind")),
    role: words("role", text("role"), text("role")),
    format: text("format").toUpperCase(),
    exercise: words("asked", text("kind"), text("kind")),
    days: Number(args["days"] ?? 0),
    rows: Number(args["rows"] ?? 0),
    taken: Number(args["taken"] ?? 0),
    count,
    labels: words("printed", subject ?? "", subject ?? "", { codes: count > listed ? `${codes} …` : codes }),
    finding: act.startsWith("finding")
      ? findingText({
          code: subject ?? "",
          severity: "info",
          about: (args["about"] ?? {}) as Record<string, unknown>,
          args: (args["args"] ?? {}) as Record<string, unknown>,
          // Of one that was taken back only the code is known.
        }).replace(/\{\w+\}/g, "…")
      : "",
  });
}
