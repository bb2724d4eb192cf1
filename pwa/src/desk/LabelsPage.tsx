import { useState } from "preact/hooks";
import { codeSheet, registry, tagSheet, type Paper } from "../api";
import { saveFile } from "../device";
import { t } from "../messages";
import { Form, Input, Notice, Select, Submit } from "../ui";
import { useAct, useLoad } from "../sheets/load";
import { Head } from "../sheets/parts";

const PAPERS: Paper[] = ["letter", "a4"];

/** Print tags for bins and signs for places, as PDF. */
export function LabelsPage() {
  const [paper, setPaper] = useState<Paper>("letter");
  const [count, setCount] = useState("48");
  const [lots, setLots] = useState("");
  const { busy, problem, act } = useAct();
  const get = (name: string, sheet: Promise<Blob>): void => act(async () => saveFile(name, await sheet));
  return (
    <>
      <Head title={t("nav.labels")} what={t("labels.what")} />
      {problem === null ? null : <Notice mood="bad">{problem}</Notice>}
      <Select
        label={t("labels.paper")}
        value={paper}
        onChange={(value) => setPaper(PAPERS.find((one) => one === value) ?? "letter")}
        choices={PAPERS.map((one) => ({ value: one, label: t(`labels.${one}`) }))}
      />
      <section class="card">
        <h2>{t("labels.tags")}</h2>
        <p>{t("labels.tags_what")}</p>
        <Form onSubmit={() => get("tags.pdf", tagSheet(Number(count), paper))} inline>
          <Input label={t("labels.count")} type="number" value={count} onChange={setCount} required />
          <Submit busy={busy}>{t("labels.print")}</Submit>
        </Form>
      </section>
      <Pick title={t("labels.places")} what={t("labels.places_what")} of="places" paper={paper} />
      <Pick title={t("labels.badges")} what={t("labels.badges_what")} of="people" paper={paper} />
      <section class="card">
        <h2>{t("labels.lots")}</h2>
        <p>{t("labels.lots_what")}</p>
        <Form onSubmit={() => get("lots.pdf", codeSheet("lots", lots.split(/[\s,]+/).filter(Boolean), paper))} inline>
          <Input
            label={t("labels.codes")}
            value={lots}
            onChange={setLots}
            help={t("labels.codes_help")}
            required
            capitals
          />
          <Submit busy={busy}>{t("labels.print")}</Submit>
        </Form>
      </section>
    </>
  );
}

function Pick({ title, what, of, paper }: { title: string; what: string; of: "places" | "people"; paper: Paper }) {
  const list = useLoad<{ code: string; name: string }[]>(() => registry(of), of);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const { busy, problem, act } = useAct();
  const toggle = (code: string): void => {
    const next = new Set(chosen);
    if (!next.delete(code)) next.add(code);
    setChosen(next);
  };
  const codes = chosen.size > 0 ? [...chosen] : (list.data ?? []).map((one) => one.code);
  const print = (): void =>
    act(async () => saveFile(`${of}.pdf`, await codeSheet(of === "people" ? "badges" : "places", codes, paper)));
  return (
    <section class="card">
      <h2>{title}</h2>
      <p>{what}</p>
      <Form onSubmit={print}>
        <fieldset class="checks">
          <legend class="unseen">{title}</legend>
          {list.data?.map((one) => (
            <label key={one.code}>
              <input type="checkbox" checked={chosen.has(one.code)} onChange={() => toggle(one.code)} />{" "}
              {one.name ?? one.code} <code>{one.code}</code>
            </label>
          ))}
        </fieldset>
        {codes.length === 0 ? (
          <p class="empty">{t("labels.none")}</p>
        ) : (
          <Submit busy={busy}>{t(chosen.size > 0 ? "labels.print_chosen" : "labels.print_all")}</Submit>
        )}
      </Form>
      {problem === null ? null : <Notice mood="bad">{problem}</Notice>}
    </section>
  );
}
