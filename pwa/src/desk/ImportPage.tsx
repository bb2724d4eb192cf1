import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { bringIn, tableFile, type Mistake, type Proposed, type ProposedRow, type RegistryName } from "../api";
import { saveFile } from "../device";
import { t, words } from "../messages";
import { at, go } from "../paths";
import { Button, FileButton, Notice, Table } from "../ui";
import { useAct } from "../sheets/load";
import { Head } from "../sheets/parts";
import { ChangeText, columnWord } from "./History";

const ORDER = ["wrong", "change", "new"] as const;

/** A table of records brought in: first what it would change and what is wrong, then, if that is meant, the taking. */
export function ImportPage({ name }: { name: RegistryName }) {
  const [file, setFile] = useState<{ name: string; bytes: ArrayBuffer } | null>(null);
  const [seen, setSeen] = useState<Proposed | null>(null);
  const { busy, problem, act } = useAct();
  const look = (chosen: File): void =>
    act(async () => {
      setSeen(null);
      const bytes = await chosen.arrayBuffer();
      setFile({ name: chosen.name, bytes });
      setSeen(await bringIn(name, bytes, null));
    });
  const take = (): void =>
    act(async () => {
      if (file === null || seen === null) return;
      try {
        setSeen(await bringIn(name, file.bytes, seen.seen));
      } catch (cause) {
        setSeen(await bringIn(name, file.bytes, null));
        throw cause;
      }
    });
  const download = (template: boolean): void =>
    act(async () => saveFile(template ? `${name}-template.csv` : `${name}.csv`, await tableFile(name, template)));
  return (
    <>
      <Head title={t("import.title", { what: t(`nav.${name}`) })} what={t("import.what")} />
      <Button icon="back" quiet onPress={() => go(at.registry(name))}>
        {t("back")}
      </Button>
      <section class="card">
        <div class="row">
          <FileButton accept=".csv,.txt,text/csv" onFile={look} busy={busy}>
            {t("import.choose")}
          </FileButton>
          <Button quiet disabled={busy} onPress={() => download(true)}>
            {t("import.template")}
          </Button>
          <Button quiet disabled={busy} onPress={() => download(false)}>
            {t("import.export")}
          </Button>
        </div>
      </section>
      {problem === null ? null : <Notice mood="bad">{problem}</Notice>}
      {seen === null ? null : (
        <Preview file={file?.name ?? ""} of={seen}>
          {(good) => (
            <Button main disabled={busy} onPress={take}>
              {t("import.take", { n: good })}
            </Button>
          )}
        </Preview>
      )}
    </>
  );
}

function Preview({
  file,
  of: { rows, ignored, taken },
  children,
}: {
  file: string;
  of: Proposed;
  children: (good: number) => ComponentChildren;
}) {
  const count = (what: ProposedRow["what"]): number => rows.filter((row) => row.what === what).length;
  const good = count("new") + count("change");
  const told = ORDER.flatMap((what) => rows.filter((row) => row.what === what));
  return (
    <>
      {taken > 0 ? <Notice mood="ok">{t("import.taken", { n: taken })}</Notice> : null}
      <h2>{file}</h2>
      <p>
        {t("import.counts", { new: count("new"), change: count("change"), same: count("same"), wrong: count("wrong") })}
      </p>
      {ignored.length === 0 ? null : (
        <Notice mood="warn">{t("import.ignored", { columns: ignored.join(", ") })}</Notice>
      )}
      {taken > 0 ? null : good > 0 ? children(good) : <p class="empty">{t("import.nothing")}</p>}
      {told.length === 0 ? null : (
        <Table
          caption={t("import.preview")}
          rows={told}
          rowKey={(row) => `${row.row}`}
          empty=""
          cards
          columns={[
            { title: t("import.row"), number: true, cell: (row) => row.row },
            { title: t("field.code"), cell: (row) => <code>{row.code || "–"}</code> },
            { title: t("import.does"), cell: (row) => words("importwhat", row.what, row.what) },
            { title: t("import.details"), cell: (row) => <Details of={row} /> },
          ]}
        />
      )}
    </>
  );
}

function Details({ of: row }: { of: ProposedRow }) {
  return (
    <ul class="plain">
      {row.mistakes.map((one) => (
        <li key={`${one.row} ${one.column}`} class="error">
          {mistakeText(one)}
        </li>
      ))}
      {row.changes.map((one) => (
        <li key={`${one.column} ${one.item}`}>
          <ChangeText of={one} />
        </li>
      ))}
    </ul>
  );
}

const mistakeText = ({ row, column, code, value, choices, text }: Mistake): string =>
  t("import.mistake", {
    row,
    column: `${columnWord(column)} (${column})`,
    // What is wrong with a boundary has its own words, and a corner behind them.
    what: words("mistake", code, words("fault", code, text) + value, { value, choices }),
  });
