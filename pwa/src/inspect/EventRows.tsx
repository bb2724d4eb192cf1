import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { Entry } from "../api";
import { dayAndClock, t, words } from "../messages";
import { Gist, Record } from "../sheets/EventList";
import { kindWord } from "../sheets/format";
import { personName, placeName } from "../sheets/names";
import { EventFacts } from "./EventFacts";

/** Entries of the book; each opens in its place into where it comes from, its papers and its own words. */
export function EventRows({ entries, beside }: { entries: Entry[]; beside?: (entry: Entry) => ComponentChildren }) {
  const [open, setOpen] = useState<number | null>(null);
  return (
    <ol class="events examined">
      {entries.map((entry) => (
        <li key={entry.seq} class={entry.stands === false ? "gone" : ""}>
          <button
            type="button"
            class="event"
            aria-expanded={open === entry.seq}
            onClick={() => setOpen(open === entry.seq ? null : entry.seq)}
          >
            <span class="seq">{entry.seq}</span>
            <span class="when">{entry.at === undefined ? "" : dayAndClock(entry.at)}</span>
            <span class="what">
              <b>{entry.type === "event" ? kindWord(entry.kind) : words("registry", entry.type, entry.type)}</b>{" "}
              {entry.type === "event" ? <Gist entry={entry} plain /> : <Record entry={entry} />}
              {entry.stands === false ? <em> {t("book.gone")}</em> : null}
              {entry.held === true ? <em> {t("book.held")}</em> : null}
            </span>
            <span class="by">
              {entry.by ? personName(entry.by) : ""}
              {entry.place ? ` · ${placeName(entry.place)}` : ""}
            </span>
            <span class="beside">{beside?.(entry)}</span>
          </button>
          {open === entry.seq ? <EventFacts entry={entry} /> : null}
        </li>
      ))}
    </ol>
  );
}
