import { record, type Entry, type Person } from "../api";
import { atWithOffset } from "../domain/clock";
import { newId } from "../domain/ids";
import { dayAndClock, t } from "../messages";
import { Button, Notice } from "../ui";
import { leafText } from "./CorrectForm";
import { differences, fixOf, replacedBy } from "./corrections";
import { session, useAct } from "./load";

/** Take an event out of every reading. A void is voided like anything else, and what it took out is back. */
export async function voidEvent(id: string | undefined, reason: string): Promise<void> {
  const now = Date.now();
  const by = session.value?.person.code ?? null;
  const [result] = await record([{ id: newId(now), kind: "void", v: 1, at: atWithOffset(now), by, event: id, reason }]);
  if (result?.status === "quarantined") throw new Error(result.problem?.detail ?? result.reason ?? "");
}

/** What became of an entry: who took it out or put it right, what that changed, and the way back. */
export function Corrections({
  entry,
  among,
  people,
  onChanged,
}: {
  entry: Entry;
  among: Entry[];
  people: Person[];
  onChanged: () => void;
}) {
  const { busy, problem, act } = useAct();
  const fix = entry.stands === false ? fixOf(entry, among) : null;
  const old = replacedBy(entry, among);
  const changes = old === null ? [] : differences(old, entry);
  const who = (one: Entry): string => people.find((person) => person.code === one.by)?.name ?? one.by ?? "–";
  const reason = (one: Entry): string => [one["reason"], one["note"]].find((said) => typeof said === "string") ?? "–";
  return (
    <>
      {changes.length === 0 ? null : (
        <ul class="changes">
          {changes.map((one) => (
            <li key={one.path}>
              {leafText(one.path)}: {one.old === null ? null : <s>{shown(one.path, one.old)}</s>}{" "}
              {one.now === null ? null : <b>{shown(one.path, one.now)}</b>}
            </li>
          ))}
        </ul>
      )}
      {fix === null ? null : (
        <p class="fixed">
          {t(fix.kind === "void" ? "correct.voided_by" : "correct.replaced_by", {
            name: who(fix),
            when: dayAndClock(fix.received ?? fix.at ?? ""),
            reason: reason(fix),
            n: fix.seq,
          })}
          {fix.stands === false ? null : (
            <Button
              quiet
              disabled={busy}
              label={t("correct.undo_of", { n: entry.seq })}
              onPress={() => act(() => voidEvent(fix.id, t("correct.undone")).then(onChanged))}
            >
              {t("correct.undo")}
            </Button>
          )}
        </p>
      )}
      {problem === null ? null : <Notice mood="bad">{problem}</Notice>}
    </>
  );
}

const shown = (path: string, value: string): string => (path === "at" ? dayAndClock(value) : value);
