import { useContext } from "preact/hooks";
import type { Entry } from "../api";
import { dayAndClock, t } from "../messages";
import { gridOf, TableSettings, textOf, type Grid, type GridCell } from "../ui";
import { Gist, Record } from "../sheets/EventList";
import { kindWord } from "../sheets/format";
import { personName, placeName } from "../sheets/names";

/** What stands under a list of events, to take it away by: a row for each, as the list tells it. */
export function EventsTaken({ caption, all }: { caption: string; all: () => Promise<Entry[]> }) {
  const tools = useContext(TableSettings)?.tools;
  return <>{tools?.({ caption, grid: async () => gridOfEvents(caption, await all()) })}</>;
}

function gridOfEvents(name: string, entries: Entry[]): Grid {
  const columns = [
    { title: t("book.entry"), number: true },
    { title: t("late.happened") },
    { title: t("col.kind") },
    { title: t("journal.act") },
    { title: t("journal.who") },
    { title: t("col.place") },
    { title: t("col.state") },
  ];
  return gridOf(name, columns, entries.map(rowOf));
}

const rowOf = (entry: Entry): GridCell[] => [
  entry.seq,
  entry.at === undefined ? null : dayAndClock(entry.at),
  kindWord(entry.kind) || entry.type,
  textOf(entry.type === "event" ? <Gist entry={entry} plain /> : <Record entry={entry} />),
  entry.by ? personName(entry.by) : null,
  entry.place ? placeName(entry.place) : null,
  entry.stands === false ? t("book.gone") : null,
];
