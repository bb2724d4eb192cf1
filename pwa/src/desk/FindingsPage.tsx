import { useState } from "preact/hooks";
import { acknowledge, findings, type Finding } from "../api";
import { t, words } from "../messages";
import { at, path } from "../paths";
import { Button, Form, Input, Notice, Select, Submit } from "../ui";
import { values } from "../sheets/format";
import { useAct, useLoad } from "../sheets/load";
import { correctTime } from "./correct";
import { Head, Link, LotLink, Severity } from "../sheets/parts";

/** What the book says is odd. A finding goes by itself when its cause does; it can be acknowledged meanwhile. */
export function FindingsPage() {
  const [severity, setSeverity] = useState(new URLSearchParams(path.value.split("?")[1] ?? "").get("severity") ?? "");
  const page = useLoad(() => findings(severity), severity);
  const choices = [
    { value: "", label: t("any") },
    ...(["critical", "warning", "info"] as const).map((one) => ({ value: one, label: t(`severity.${one}`) })),
  ];
  return (
    <>
      <Head title={t("nav.findings")} what={t("findings.what")} loaded={page} />
      <Select label={t("findings.severity")} value={severity} onChange={setSeverity} choices={choices} />
      {page.data?.length === 0 ? <p class="empty">{t("findings.none")}</p> : null}
      <ul class="findings">
        {page.data?.map((one) => (
          <FindingItem key={one.key ?? one.code + JSON.stringify(one.about)} finding={one} onChanged={page.again} />
        ))}
      </ul>
    </>
  );
}

function FindingItem({ finding, onChanged }: { finding: Finding; onChanged: () => void }) {
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState("");
  const { busy, problem, act } = useAct();
  const key = finding.key;
  return (
    <li>
      <Severity of={finding.severity} />
      <span class="what">
        {findingText(finding)} <AboutAll finding={finding} />
        {WAITING.has(finding.code) ? <Link to={at.quarantine}>{t("nav.quarantine")}</Link> : null}
        {finding.acknowledged ? <em> {t("findings.acknowledged")}</em> : null}
      </span>
      {finding.code === "clock_jump" ? (
        <Button quiet disabled={busy} onPress={() => act(() => correctTime(finding).then(onChanged))}>
          {t("findings.correct_time")}
        </Button>
      ) : null}
      {key === undefined || finding.acknowledged ? null : (
        <Button quiet pressed={open} onPress={() => setOpen(!open)}>
          {t("findings.acknowledge")}
        </Button>
      )}
      {open && key !== undefined && !finding.acknowledged ? (
        <Form onSubmit={() => act(() => acknowledge(key, reason.trim()).then(onChanged))} inline>
          <Input label={t("findings.reason")} value={reason} onChange={setReason} required />
          <Submit busy={busy}>{t("findings.acknowledge")}</Submit>
        </Form>
      ) : null}
      {problem === null ? null : <Notice mood="bad">{problem}</Notice>}
    </li>
  );
}

/** The words of the reader's language for a finding; an unknown code shows itself. */
export function findingText(finding: Finding): string {
  // What comes `from` another lot is odd because that one is.
  const inherited = finding.args?.["from"] !== undefined;
  return words(
    "finding",
    inherited ? `${finding.code}.inherited` : finding.code,
    finding.text ?? finding.code.replace(/_/g, " "),
    values(finding.about, finding.args ?? {}),
  );
}

const WAITING = new Set(["held_event", "quarantined_event"]);

/** Ids mean nothing to people, and what the sentence says already needs no saying twice. */
const SHOWN_IN_WORDS = new Set(["event", "entry", "run", "planting", "partner"]);

function AboutAll({ finding: { about, args } }: { finding: Finding }) {
  const named = args?.["name"] !== undefined; // a phone, by what people call it
  return (
    <>
      {Object.entries(about).map(([name, value]) =>
        SHOWN_IN_WORDS.has(name) || (named && name === "device") ? null : name === "lot" ? (
          <LotLink key={name} code={String(value)} />
        ) : value === null ? null : (
          <small key={name}>
            {" "}
            {`${words("about", name, name)} ${typeof value === "string" ? value : JSON.stringify(value)}`}
          </small>
        ),
      )}
    </>
  );
}
