import { useState } from "preact/hooks";
import { codeSheet, tagSheet, type Paper, type Place } from "../api";
import { saveFile } from "../device";
import { t } from "../messages";
import { Button, Form, Input, Notice, Select, Submit } from "../ui";
import { session, useAct } from "../sheets/load";

const PAPERS = ["letter", "a4"] as const;

/** A sheet of blank tags for the first bins, and the signs of the places; other papers are on the page of labels. */
export function FirstTags({ places, onDone }: { places: Place[]; onDone: (count: string) => void }) {
  const [paper, setPaper] = useState<Paper>(session.value?.operation.mass_unit === "kg" ? "a4" : "letter");
  const [count, setCount] = useState("30");
  const { busy, problem, act } = useAct();
  const tags = async (): Promise<void> => {
    saveFile("tags.pdf", await tagSheet(Number(count), paper));
    onDone(count);
  };
  const codes = places.map((one) => one.code);
  const signs = async (): Promise<void> => saveFile("places.pdf", await codeSheet("places", codes, paper));
  return (
    <>
      {problem === null ? null : <Notice mood="bad">{problem}</Notice>}
      <Form onSubmit={() => act(tags)} inline>
        <Select
          label={t("labels.paper")}
          value={paper}
          onChange={(one) => setPaper(PAPERS.find((known) => known === one) ?? "letter")}
          choices={PAPERS.map((one) => ({ value: one, label: t(`labels.${one}`) }))}
        />
        <Input label={t("labels.count")} type="number" value={count} onChange={setCount} required />
        <Submit busy={busy}>{t("start.tags_save")}</Submit>
      </Form>
      {codes.length === 0 ? null : (
        <>
          <p>{t("start.signs_what")}</p>
          <Button disabled={busy} onPress={() => act(signs)}>
            {t("start.signs")}
          </Button>
        </>
      )}
    </>
  );
}
