import { useState } from "preact/hooks";
import { record, type Entry } from "../api";
import { clockIn, momentIn } from "../domain/clock";
import { newId } from "../domain/ids";
import { t, words } from "../messages";
import { Form, Input, Notice, Select, Submit } from "../ui";
import { leaves, pathText, withLeaves } from "./corrections";
import { operation, session, useAct } from "./load";

const PAPERS = ["", "bol", "invoice", "purchase_order", "scale_ticket", "certificate", "lab_result", "other"] as const;

/** Say what a record should have said: that is recorded in its place, and the old one stays, struck through. */
export function CorrectForm({ entry, onDone }: { entry: Entry; onDone: () => void }) {
  const [changed, setChanged] = useState<ReadonlyMap<string, string>>(new Map());
  const zone = operation()?.timezone ?? "UTC";
  const told = Number.isNaN(Date.parse(entry.at ?? "")) ? "" : clockIn(zone, Date.parse(entry.at ?? ""));
  const [at, setAt] = useState(told);
  const [paper, setPaper] = useState("");
  const [number, setNumber] = useState("");
  const [reason, setReason] = useState("");
  const { busy, problem, act } = useAct();
  const isSame = changed.size === 0 && number.trim() === "" && at === told;
  const save = async (): Promise<void> => {
    const said = withLeaves(entry, changed);
    const refs = Array.isArray(said["refs"]) ? (said["refs"] as unknown[]) : [];
    const added = number.trim() === "" ? {} : { refs: [...refs, { kind: paper || "other", number: number.trim() }] };
    const moved = at === told ? {} : { at: momentIn(zone, at) };
    const note = [entry["note"], reason.trim()].filter((one) => typeof one === "string" && one !== "").join(" · ");
    const head = { id: newId(Date.now()), replaces: entry.id, by: session.value?.person.code ?? null };
    const [result] = await record([{ ...said, ...added, ...moved, ...head, note }]);
    if (result?.status === "quarantined") throw new Error(result.problem?.detail ?? result.reason ?? "");
    onDone();
  };
  return (
    <Form onSubmit={() => act(save)}>
      <div class="correct-fields">
        <Input label={t("correct.at")} type="datetime-local" value={at} onChange={setAt} required />
        {leaves(entry).map(({ path, value }) => {
          const key = pathText(path);
          return (
            <Input
              key={key}
              label={leafText(key)}
              value={changed.get(key) ?? value}
              onChange={(text) => {
                const next = new Map(changed);
                if (text === value) next.delete(key);
                else next.set(key, text);
                setChanged(next);
              }}
              required
            />
          );
        })}
        <Select
          label={t("correct.paper")}
          value={paper}
          onChange={setPaper}
          choices={PAPERS.map((one) => ({ value: one, label: one === "" ? "–" : words("papers", one, one) }))}
        />
        <Input label={t("correct.number")} value={number} onChange={setNumber} />
      </div>
      <Input label={t("book.void_reason")} value={reason} onChange={setReason} required />
      {problem === null ? null : <Notice mood="bad">{problem}</Notice>}
      <Submit busy={busy || isSame}>{t("correct.save")}</Submit>
    </Form>
  );
}

/** Where something stands in an event, in words: outputs 1 · quantity. */
export function leafText(path: string): string {
  return path
    .split(".")
    .map((one) => (/^\d+$/.test(one) ? String(Number(one) + 1) : words("leaf", one, one.replace(/_/g, " "))))
    .join(" · ");
}
