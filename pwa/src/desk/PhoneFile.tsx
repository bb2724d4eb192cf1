import { useState } from "preact/hooks";
import { importExport, type ImportResult } from "../api";
import { t } from "../messages";
import { useAct } from "../sheets/load";
import { FileButton, Notice } from "../ui";

/** The file that a phone saved because it could not send: what is in it and not here yet comes in. */
export function PhoneFile() {
  const [results, setResults] = useState<ImportResult[] | null>(null);
  const { busy, problem, act } = useAct();
  const take = async (file: File): Promise<void> => {
    setResults(null);
    let read: unknown;
    try {
      read = JSON.parse(await file.text());
    } catch {
      read = null;
    }
    if (!isExport(read)) throw new Error(t("phonefile.not_one"));
    setResults(await importExport(read));
  };
  const of = (...states: string[]): number => (results ?? []).filter((one) => states.includes(one.status)).length;
  return (
    <section class="card">
      <h2>{t("phonefile.title")}</h2>
      <p>{t("phonefile.what")}</p>
      {problem === null ? null : <Notice mood="bad">{problem}</Notice>}
      {results === null ? null : (
        <Notice mood={of("quarantined") > 0 ? "warn" : "ok"}>
          <p>
            {t("phonefile.done", {
              taken: of("accepted"),
              known: of("duplicate"),
              held: of("held"),
              bad: of("quarantined"),
            })}
          </p>
        </Notice>
      )}
      <FileButton accept="application/json,.json" busy={busy} onFile={(file) => act(() => take(file))}>
        {t(busy ? "phonefile.busy" : "phonefile.choose")}
      </FileButton>
    </section>
  );
}

const isExport = (read: unknown): read is { events: unknown[] } =>
  typeof read === "object" && read !== null && "events" in read && Array.isArray(read.events);
