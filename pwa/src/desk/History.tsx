import { useState } from "preact/hooks";
import { history, putBack, type Change, type Recorded, type Version } from "../api";
import { dayAndClock, t, words } from "../messages";
import { Button, Notice } from "../ui";
import { useAct, useLoad } from "../sheets/load";
import { personName } from "../sheets/names";

/** Who changed what of a record and when, the newest first; an earlier version can be put back. */
export function History({
  of,
  code,
  seq,
  onPutBack,
}: {
  of: Recorded;
  code: string;
  /** The version that is shown beside it: another one is another history. */
  seq: number | undefined;
  /** Left out where nothing can be put back. */
  onPutBack?: () => void;
}) {
  const page = useLoad(() => history(of, code, null), `history ${of} ${code} ${seq}`);
  const [older, setOlder] = useState<{ versions: Version[]; next: number | null } | null>(null);
  const [asking, setAsking] = useState<number | null>(null);
  const { busy, problem, act } = useAct();
  const versions = [...(page.data?.versions ?? []), ...(older?.versions ?? [])];
  const next = older === null ? (page.data?.next ?? null) : older.next;
  const more = async (): Promise<void> => {
    const got = await history(of, code, next);
    setOlder({ versions: [...(older?.versions ?? []), ...got.versions], next: got.next });
  };
  const restore = (to: number): void => {
    setAsking(null);
    act(async () => {
      await putBack(of, code, to);
      setOlder(null);
      page.again();
      onPutBack?.();
    });
  };
  return (
    <section class="card history">
      <h2>{t("history.title")}</h2>
      {(problem ?? page.problem) ? <Notice mood="bad">{problem ?? page.problem}</Notice> : null}
      <ol>
        {versions.map((one, i) => {
          // The newest is undone by putting back the one before it; any other is put back itself.
          const to = i === 0 ? versions[1]?.seq : one.seq;
          return (
            <li key={one.seq}>
              <p>
                <b>{one.since === null ? t("history.entry", { seq: one.seq }) : dayAndClock(one.since)}</b>{" "}
                <span>{whose(one)}</span>
              </p>
              <Said of={one} />
              {onPutBack === undefined || to === undefined ? null : asking === one.seq ? (
                <Button disabled={busy} onPress={() => restore(to)}>
                  {t("history.sure")}
                </Button>
              ) : (
                <Button quiet disabled={busy} onPress={() => setAsking(one.seq)}>
                  {t(i === 0 ? "history.undo" : "history.put_back")}
                </Button>
              )}
            </li>
          );
        })}
      </ol>
      {next === null ? null : <Button onPress={() => act(more)}>{t("more")}</Button>}
    </section>
  );
}

/** Who made a change. A program has no name; what came from elsewhere or long ago may not say. */
const whose = ({ by }: Version): string =>
  by === null ? "" : by.includes(":") ? t("history.program", { token: by.split(":")[1] ?? "" }) : personName(by);

function Said({ of: version }: { of: Version }) {
  if (version.first) return <p class="soft">{t("history.first")}</p>;
  return (
    <ul>
      {version.restores === null ? null : <li>{t("history.restored", { seq: version.restores })}</li>}
      {version.changes.map((one) => (
        <li key={`${one.column} ${one.item}`}>
          <ChangeText of={one} />
        </li>
      ))}
      {version.beside.map((name) => (
        <li key={name}>{t("history.beside", { field: columnWord(name) })}</li>
      ))}
    </ul>
  );
}

/** One field, and what it said before and says now. */
export function ChangeText({ of: { column, item, old, new: now } }: { of: Change }) {
  return (
    <>
      {columnWord(column)}
      {item === null ? "" : ` ${item}`}: {old === null ? null : <del>{valueWord(column, old)}</del>}
      {old === null || now === null ? null : " → "}
      {now === null ? old === null ? "–" : <> → {t("history.nothing")}</> : <ins>{valueWord(column, now)}</ins>}
    </>
  );
}

export const columnWord = (column: string): string => words("column", column, column.replace(/_/g, " "));

/** Values that are words of ours read in the reader's language; the rest as it was typed. */
function valueWord(column: string, text: string): string {
  if (column === "retired") return t("history.yes");
  if (column === "kind") return words("placekind", text, text);
  if (column === "stage") return words("stage", text, text);
  if (column === "class") return words("class", text, text);
  if (column === "status") return words("status", text, text);
  if (column === "roles")
    return text
      .split(", ")
      .map((one) => words("role", one, one))
      .join(", ");
  return text;
}
