import { useState } from "preact/hooks";
import { behindLine, type Behind } from "../api";
import { t } from "../messages";
import { mass, units } from "../sheets/format";
import { explain, useLoad } from "../sheets/load";
import { Button, Notice } from "../ui";
import { EventRows } from "./EventRows";

/** The events behind a line, each with what it put there; with the last of them they add up to the line. */
export function LineEvents({ asked, account, line }: { asked: Record<string, string>; account: string; line: number }) {
  const page = useLoad(() => behindLine(asked, account, null), `${account} ${JSON.stringify(asked)}`);
  const [later, setLater] = useState<{ events: Behind[]; next: number | null } | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const events = [...(page.data?.events ?? []), ...(later?.events ?? [])];
  const next = later === null ? (page.data?.next ?? null) : later.next;
  const put = new Map(events.map((one) => [one.seq, one]));
  const onward = (): void => {
    behindLine(asked, account, next).then(
      (got) => setLater({ events: [...(later?.events ?? []), ...got.events], next: got.next }),
      (cause: unknown) => setProblem(explain(cause)),
    );
  };
  if (page.problem !== null) return <Notice mood="bad">{page.problem}</Notice>;
  if (page.data === null) return <p class="loading">{t("loading")}</p>;
  return (
    <>
      <EventRows
        entries={events.map((one) => one.entry)}
        beside={(entry) => {
          const one = put.get(entry.seq);
          if (one === undefined) return null;
          return [mass(one.mass_mg), units(one.units)].filter((text) => text !== "").join(" · ");
        }}
      />
      {next === null ? null : (
        <Button onPress={onward}>{t("line.more", { n: page.data.count - events.length })}</Button>
      )}
      {problem === null ? null : <Notice mood="bad">{problem}</Notice>}
      <p class="hint">
        {page.data.mass_mg === line
          ? t("line.adds_up", { n: page.data.count, mass: mass(line) })
          : t("line.changed", { mass: mass(page.data.mass_mg), line: mass(line) })}
      </p>
    </>
  );
}
