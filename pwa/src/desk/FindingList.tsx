import { useState } from "preact/hooks";
import { acknowledge, type Finding, type Person } from "../api";
import { t } from "../messages";
import { Severity } from "../sheets/parts";
import { useAct } from "../sheets/load";
import { Button, Form, Input, Notice, Submit, useWalk } from "../ui";
import { AboutAll, FindingItem, findingText, Todo } from "./FindingItem";
import { remedyOfMany } from "./remedies";

/** More than so many of one kind are folded into one line. */
const APART_MOST = 3;

interface Given {
  people: Person[];
  onChanged: () => void;
}

/** Findings in their order; many of one kind stand as one, to be opened or acknowledged together. */
export function FindingList({ findings, ...given }: { findings: Finding[] } & Given) {
  const list = useWalk<HTMLUListElement>();
  return (
    <ul ref={list} class="findings walked">
      {alike(findings).flatMap((some) =>
        some.length > APART_MOST ? (
          <Alike key={`${some[0]?.severity} ${some[0]?.code}`} some={some} {...given} />
        ) : (
          some.map((one) => <FindingItem key={keyOf(one)} finding={one} {...given} />)
        ),
      )}
    </ul>
  );
}

const keyOf = (one: Finding): string => one.key ?? one.code + JSON.stringify(one.about);

/** Findings that follow each other and are of one kind and severity, together. */
function alike(findings: Finding[]): Finding[][] {
  const groups: Finding[][] = [];
  for (const one of findings) {
    const last = groups.at(-1);
    if (last?.[0]?.code === one.code && last[0].severity === one.severity) last.push(one);
    else groups.push([one]);
  }
  return groups;
}

function Alike({ some, people, onChanged }: { some: Finding[] } & Given) {
  const [open, setOpen] = useState(false);
  const [saying, setSaying] = useState(false);
  const [reason, setReason] = useState("");
  const [done, setDone] = useState(0);
  const { busy, problem, act } = useAct();
  const [first] = some;
  const unsaid = some.filter((one) => !one.acknowledged && one.key !== undefined);
  const acknowledgeAll = async (): Promise<void> => {
    for (const [before, one] of unsaid.entries()) {
      setDone(before);
      await acknowledge(one.key ?? "", reason.trim());
    }
    onChanged();
  };
  if (first === undefined) return null;
  return (
    <>
      <li>
        <Severity of={first.severity} />
        <span class="what">
          {findingText(first)} <AboutAll finding={first} />
          <b class="alike">{t("findings.alike", { n: some.length - 1 })}</b>
          <Todo remedy={remedyOfMany(first)} />
        </span>
        <Button quiet pressed={open} onPress={() => setOpen(!open)}>
          {t("findings.show_each")}
        </Button>
        {unsaid.length === 0 ? null : (
          <Button quiet pressed={saying} onPress={() => setSaying(!saying)}>
            {t("findings.acknowledge_all", { n: unsaid.length })}
          </Button>
        )}
        {saying && unsaid.length > 0 ? (
          <Form onSubmit={() => act(acknowledgeAll)} inline>
            <Input label={t("findings.reason")} value={reason} onChange={setReason} required focused />
            <Submit busy={busy}>{t("findings.acknowledge_all", { n: unsaid.length })}</Submit>
            {busy ? <progress max={unsaid.length} value={done} aria-label={t("findings.acknowledge")} /> : null}
          </Form>
        ) : null}
        {problem === null ? null : <Notice mood="bad">{problem}</Notice>}
      </li>
      {open
        ? some.map((one) => <FindingItem key={keyOf(one)} finding={one} people={people} onChanged={onChanged} />)
        : null}
    </>
  );
}
