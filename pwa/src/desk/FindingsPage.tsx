import { useState } from "preact/hooks";
import { findings, registry, type Finding } from "../api";
import { t } from "../messages";
import { at, go } from "../paths";
import { Button, Select } from "../ui";
import { explain, useLoad } from "../sheets/load";
import { Head } from "../sheets/parts";
import { FindingList } from "./FindingList";

/** What the book says is odd. A finding goes by itself when its cause does; it can be acknowledged meanwhile. */
export function FindingsPage({ query }: { query: URLSearchParams }) {
  const severity = query.get("severity") ?? "";
  const said = query.get("said") === "yes";
  const asked = { severity, acknowledged: said };
  const page = useLoad(() => findings(asked), JSON.stringify(asked));
  const people = useLoad(() => registry("people"), "people");
  const [later, setLater] = useState<{ findings: Finding[]; next: string | null } | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const next = (later ?? page.data)?.next ?? null;
  const rows = [...(page.data?.findings ?? []), ...(later?.findings ?? [])];
  const show = (change: Record<string, string>): void => {
    const wanted = { severity, said: said ? "yes" : "", ...change };
    const given = Object.entries(wanted).filter(([, value]) => value !== "");
    go(`${at.findings}?${new URLSearchParams(given).toString()}`);
  };
  const onward = (): void => {
    findings({ ...asked, after: next }).then(
      (got) => setLater({ findings: [...(later?.findings ?? []), ...got.findings], next: got.next }),
      (cause: unknown) => setProblem(explain(cause)),
    );
  };
  const again = (): void => {
    setLater(null);
    page.again();
  };
  const choices = [
    { value: "", label: t("any") },
    ...(["critical", "warning", "info"] as const).map((one) => ({ value: one, label: t(`severity.${one}`) })),
  ];
  return (
    <>
      <Head title={t("nav.findings")} what={t("findings.what")} loaded={page} />
      <div class="row">
        <Select
          label={t("findings.severity")}
          value={severity}
          onChange={(value) => show({ severity: value })}
          choices={choices}
        />
        <Select
          label={t("findings.which")}
          value={said ? "yes" : ""}
          onChange={(value) => show({ said: value })}
          choices={[
            { value: "", label: t("findings.open") },
            { value: "yes", label: t("findings.said") },
          ]}
        />
      </div>
      {page.data?.findings.length === 0 ? (
        <p class="empty">{t(said ? "findings.none_said" : "findings.none")}</p>
      ) : null}
      {rows.length === 0 ? null : <FindingList findings={rows} people={people.data ?? []} onChanged={again} />}
      {problem === null ? null : <p role="alert">{problem}</p>}
      {next === null ? null : <Button onPress={onward}>{t("more")}</Button>}
    </>
  );
}
