import { useState } from "preact/hooks";
import type { Entry, Person, Q } from "../api";
import { dayAndClock, number, t, words } from "../messages";
import { at } from "../paths";
import { Button, Form, Input, Notice, Submit, useWalk } from "../ui";
import { CorrectForm } from "./CorrectForm";
import { Corrections, voidEvent } from "./Corrections";
import { kindWord } from "./format";
import { useAct } from "./load";
import { partnerName, placeName } from "./names";
import { Link, LotLink } from "./parts";

/** Entries of the book in order. What no longer stands is struck through and stays. */
export function EventList({
  entries,
  among = entries,
  people,
  onChanged,
}: {
  entries: Entry[];
  /** Where what corrected them is looked for, if that is more than what is shown. */
  among?: Entry[];
  people: Person[];
  onChanged: () => void;
}) {
  const [open, setOpen] = useState<number | null>(null);
  const list = useWalk<HTMLOListElement>();
  const done = (): void => {
    setOpen(null);
    onChanged();
  };
  if (entries.length === 0) return <p class="empty">{t("book.none")}</p>;
  return (
    <ol ref={list} class="events walked">
      {entries.map((entry) => (
        <li key={entry.seq} class={entry.stands === false ? "gone" : ""}>
          <div class="event">
            <span class="seq">{entry.seq}</span>
            <span class="when">{dayAndClock(entry.at ?? entry.received ?? "")}</span>
            <span class="what">
              <b>{entry.type === "event" ? kindWord(entry.kind) : words("registry", entry.type, entry.type)}</b>{" "}
              {entry.type === "event" ? <Gist entry={entry} /> : <Record entry={entry} />}
              {entry.stands === false ? (
                <>
                  {" "}
                  <em>
                    <Link to={at.bookAbout(entry.id ?? "")}>{t("book.gone")}</Link>
                  </em>
                </>
              ) : null}
              {entry.held === true ? <em> {t("book.held")}</em> : null}
            </span>
            <span class="by">
              {people.find((one) => one.code === entry.by)?.name ?? entry.by ?? ""}
              {entry.place ? ` · ${entry.place}` : ""}
            </span>
            <Button
              quiet
              label={t("book.details_of", { n: entry.seq })}
              pressed={open === entry.seq}
              onPress={() => setOpen(open === entry.seq ? null : entry.seq)}
            >
              {t("book.details")}
            </Button>
          </div>
          <Corrections entry={entry} among={among} people={people} onChanged={done} />
          {open === entry.seq ? <Details entry={entry} onChanged={done} /> : null}
        </li>
      ))}
    </ol>
  );
}

interface Line {
  tag?: string;
  lot?: string;
  product?: string;
  reason?: string;
  to_lot?: string;
  quantity?: Q;
}
const lines = (entry: Entry, field: string): Line[] => (Array.isArray(entry[field]) ? (entry[field] as Line[]) : []);

function Some({ of, sign, plain }: { of: Line[]; sign: string; plain: boolean }) {
  if (of.length === 0) return null;
  return (
    <span class="lines">
      {" "}
      {sign}{" "}
      {of.slice(0, 4).map((line, i) => (
        <span key={`${line.lot ?? line.tag ?? line.reason}${i}`}>
          {i > 0 ? ", " : ""}
          {line.quantity === undefined ? "" : `${number(Number(line.quantity.value))} ${line.quantity.unit} `}
          {line.lot ? (
            plain ? (
              <code>{line.lot}</code>
            ) : (
              <LotLink code={line.lot} />
            )
          ) : (
            <span>{line.tag ?? words("loss", line.reason ?? "", line.reason ?? "")}</span>
          )}
        </span>
      ))}
      {of.length > 4 ? ` +${of.length - 4}` : ""}
    </span>
  );
}

export function Record({ entry }: { entry: Entry }) {
  const name = entry["name"];
  return (
    <>
      <code>{entry.code ?? ""}</code> {typeof name === "string" ? name : ""}
    </>
  );
}

/** The facts of an event in one line; plain where the line itself is a button. */
export function Gist({ entry, plain = false }: { entry: Entry; plain?: boolean }) {
  const own: Line[] =
    typeof entry["lot"] === "string"
      ? [{ lot: entry["lot"], ...(entry["quantity"] ? { quantity: entry["quantity"] as Q } : {}) }]
      : [];
  const partner = typeof entry["partner"] === "string" ? partnerName(entry["partner"]) : "";
  const held: Line[] = Array.isArray(entry["lots"]) ? (entry["lots"] as string[]).map((lot) => ({ lot })) : [];
  const to = entry.kind === "move" && typeof entry["to"] === "string" ? placeName(entry["to"]) : "";
  const reason = typeof entry["reason"] === "string" ? entry["reason"] : "";
  const weighed = entry["mass"] as Q | undefined;
  return (
    <>
      <Some of={own} sign="" plain={plain} />
      <Some of={lines(entry, "inputs")} sign="−" plain={plain} />
      <Some of={lines(entry, "outputs")} sign="+" plain={plain} />
      <Some of={lines(entry, "losses")} sign="⌄" plain={plain} />
      <Some of={lines(entry, "uses")} sign="−" plain={plain} />
      <Some of={lines(entry, "lines")} sign="" plain={plain} />
      {weighed === undefined || weighed === null ? "" : ` = ${number(Number(weighed.value))} ${weighed.unit}`}
      <Some of={held} sign="" plain={plain} />
      {to === "" ? "" : ` → ${to}`}
      {partner === "" ? "" : ` · ${partner}`}
      {typeof entry["note"] === "string" ? ` · ${entry["note"]}` : ""}
      {reason === "" ? "" : ` · ${words("reason", reason, reason)}`}
    </>
  );
}

/** The whole entry as the book has it, and the office's ways to put it right. */
function Details({ entry, onChanged }: { entry: Entry; onChanged: () => void }) {
  const [reason, setReason] = useState("");
  const [correcting, setCorrecting] = useState(false);
  const { busy, problem, act } = useAct();
  const { jws: _jws, ...shown } = entry;
  const stands = entry.id !== undefined && entry.stands !== false && entry.type === "event";
  return (
    <div class="details">
      {!stands ? null : (
        <>
          <Form onSubmit={() => act(() => voidEvent(entry.id, reason.trim()).then(onChanged))} inline>
            <Input label={t("book.void_reason")} value={reason} onChange={setReason} required />
            <Submit busy={busy}>{t("book.void")}</Submit>
          </Form>
          {entry.kind === "void" ? null : (
            <Button quiet pressed={correcting} onPress={() => setCorrecting(!correcting)}>
              {t("correct.open")}
            </Button>
          )}
          {correcting ? <CorrectForm entry={entry} onDone={onChanged} /> : null}
        </>
      )}
      {problem === null ? null : <Notice mood="bad">{problem}</Notice>}
      <pre tabIndex={0}>{JSON.stringify(shown, null, 2)}</pre>
    </div>
  );
}
