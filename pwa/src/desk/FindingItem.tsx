import { useState } from "preact/hooks";
import { acknowledge, takeBack, type Finding, type Person } from "../api";
import { dayAndClock, t, words } from "../messages";
import { Button, Form, Input, Notice, Submit } from "../ui";
import { values } from "../sheets/format";
import { useAct } from "../sheets/load";
import { Link, LotLink, Severity } from "../sheets/parts";
import { remedyOf, SPOT, type Remedy } from "./remedies";

/** What is odd, the one thing to do about it, and what somebody said of it. */
export function FindingItem({
  finding,
  people,
  onChanged,
}: {
  finding: Finding;
  people: Person[];
  onChanged: () => void;
}) {
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState("");
  const { busy, problem, act } = useAct();
  const { key, acknowledged: said } = finding;
  const spot = SPOT[finding.code];
  const remedy = remedyOf(finding);
  return (
    <li>
      <Severity of={finding.severity} />
      <span class="what">
        {findingText(finding)} <AboutAll finding={finding} />
        <Todo remedy={remedy} />
        {said ? (
          <small class="todo">
            {t("findings.said_by", {
              name: people.find((one) => one.code === said.by)?.name ?? said.by,
              when: dayAndClock(said.at),
              reason: said.reason,
            })}
          </small>
        ) : null}
      </span>
      {spot === undefined || said ? null : (
        <Button quiet disabled={busy} onPress={() => act(() => spot.act(finding).then(onChanged))}>
          {words("findings", spot.button, spot.button)}
        </Button>
      )}
      {key === undefined ? null : said ? (
        <Button quiet disabled={busy} onPress={() => act(() => takeBack(key).then(onChanged))}>
          {t("findings.take_back")}
        </Button>
      ) : (
        <Button quiet pressed={open} onPress={() => setOpen(!open)}>
          {t("findings.acknowledge")}
        </Button>
      )}
      {open && key !== undefined && !said ? (
        <Form onSubmit={() => act(() => acknowledge(key, reason.trim()).then(onChanged))} inline>
          <Input label={t("findings.reason")} value={reason} onChange={setReason} required focused />
          <Submit busy={busy}>{t("findings.acknowledge")}</Submit>
        </Form>
      ) : null}
      {problem === null ? null : <Notice mood="bad">{problem}</Notice>}
    </li>
  );
}

/** What to do about it, and the way there. */
export function Todo({ remedy: { todo, way } }: { remedy: Remedy }) {
  return (
    <small class="todo">
      {todo} {way === null ? null : <Link to={way.to}>{way.name}</Link>}
    </small>
  );
}

/** The words of the reader's language for a finding; an unknown code shows itself. */
export function findingText(finding: Finding): string {
  // What comes `from` another lot is odd because that one is.
  const inherited = finding.code === "status_above_permitted" && finding.args?.["from"] !== undefined;
  return words(
    "finding",
    inherited ? `${finding.code}.inherited` : finding.code,
    finding.text ?? finding.code.replace(/_/g, " "),
    values(finding.about, finding.args ?? {}),
  );
}

/** Ids mean nothing to people, and what the sentence says already needs no saying twice. */
const SHOWN_IN_WORDS = new Set(["event", "entry", "run", "planting", "partner"]);

export function AboutAll({ finding: { about, args } }: { finding: Finding }) {
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
