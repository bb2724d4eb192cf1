import type { ComponentChildren } from "preact";
import type { Entry } from "../api";
import { dayAndClock, dayText, t, words } from "../messages";
import { at } from "../paths";
import { personName } from "../sheets/names";
import { Link, LotLink } from "../sheets/parts";
import { Papers, type Doc } from "./Papers";
import { keptUntil, lateDays, lotsOf, recordedHow, supplied } from "./provenance";

interface Ref {
  kind: string;
  number: string;
}
const listed = <T,>(value: unknown): T[] => (Array.isArray(value) ? (value as T[]) : []);

/** All that stands behind one entry: who and what recorded it, when it came, its papers, corrections, own words. */
export function EventFacts({ entry }: { entry: Entry }) {
  const { jws: _jws, seq: _seq, stands: _stands, ...said } = entry;
  const refs = listed<Ref>(entry["refs"]);
  const docs = listed<Doc>(entry["docs"]);
  const lots = lotsOf(entry);
  const late = lateDays(entry);
  const kept = keptUntil(entry);
  const how = recordedHow(entry);
  return (
    <div class="details">
      <dl class="facts">
        {entry.type !== "event" ? null : (
          <Fact title={t("event.recorded")}>
            {[
              how === null ? "" : words("recorded", how, how) + (entry.device ? ` (${entry.device})` : ""),
              entry.by ? `${personName(entry.by)} (${entry.by})` : "",
            ]
              .filter((part) => part !== "")
              .join(" · ")}
          </Fact>
        )}
        {typeof entry["since"] === "string" ? (
          <Fact title={t("event.holds_since")}>{dayAndClock(entry["since"])}</Fact>
        ) : null}
        {entry.received ? (
          <Fact title={t("event.received")}>
            {dayAndClock(entry.received)}
            {late > 0 ? ` · ${t("event.late", { days: late })}` : ""}
          </Fact>
        ) : null}
        {entry.type !== "event" && entry.code !== undefined ? (
          <Fact title={t("event.history")}>
            <Link to={at.records({ q: entry.code, kind: entry.type })}>{t("event.versions")}</Link>
          </Fact>
        ) : null}
        <Correction title={t("event.replaces")} id={entry.replaces} />
        <Correction title={t("event.replaced_by")} id={entry.replaced_by} />
        <Correction title={t("event.voided_by")} id={entry.voided_by} />
        {refs.length === 0 ? null : (
          <Fact title={t("trace.papers")}>
            {refs.map((one) => `${words("ref", one.kind, one.kind)} ${one.number}`).join(", ")}
          </Fact>
        )}
        {supplied(entry).map((line) => (
          <Fact key={line.lot} title={`${t("event.supplied")} ${line.lot}`}>
            {line.said.map(([name, value]) => `${words("supply", name, name)} ${value}`).join(" · ")}
          </Fact>
        ))}
        {lots.length === 0 ? null : (
          <Fact title={t("event.lots")}>
            <span class="tags">
              {lots.map((code) => (
                <LotLink key={code} code={code} />
              ))}
            </span>
          </Fact>
        )}
        {kept === null ? null : (
          <Fact title={t("event.kept")}>
            {t("event.kept_until", { organic: dayText(kept.organic), fsma: dayText(kept.fsma204) })}
          </Fact>
        )}
      </dl>
      <Papers docs={docs} />
      <details>
        <summary>{t("event.as_recorded")}</summary>
        <pre tabIndex={0}>{JSON.stringify(said, null, 2)}</pre>
      </details>
    </div>
  );
}

function Fact({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <>
      <dt>{title}</dt>
      <dd>{children}</dd>
    </>
  );
}

function Correction({ title, id }: { title: string; id: string | null | undefined }) {
  return id ? (
    <Fact title={title}>
      <Link to={at.records({ q: id })}>
        <code>{id}</code>
      </Link>
    </Fact>
  ) : null;
}
