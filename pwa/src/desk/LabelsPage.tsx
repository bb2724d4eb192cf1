import { useState } from "preact/hooks";
import { codeSheet, lotPreview, lotRoll, registry, tagRoll, tagSheet, type Dpi, type Paper } from "../api";
import { saveFile } from "../device";
import { t } from "../messages";
import { Button, Form, Input, Notice, Select, Submit } from "../ui";
import { useAct, useLoad } from "../sheets/load";
import { Head } from "../sheets/parts";

const PAPERS: Paper[] = ["letter", "a4"];
const ROLLS: Record<string, Dpi> = { roll203: 203, roll300: 300 };

/** Print tags for bins, labels for lots and signs for places: sheets as PDF, or rolls for a label printer. */
export function LabelsPage() {
  const [on, setOn] = useState("letter");
  const [count, setCount] = useState("48");
  const { busy, problem, act } = useAct();
  const paper = PAPERS.find((one) => one === on) ?? "letter";
  const dpi = ROLLS[on] ?? null;
  const tags = async (): Promise<void> =>
    dpi === null
      ? saveFile("tags.pdf", await tagSheet(Number(count), paper))
      : saveFile("tags.zpl", await tagRoll(Number(count), dpi));
  return (
    <>
      <Head title={t("nav.labels")} what={t("labels.what")} />
      {problem === null ? null : <Notice mood="bad">{problem}</Notice>}
      <Select
        label={t("labels.paper")}
        value={on}
        onChange={setOn}
        choices={[...PAPERS, "roll203" as const, "roll300" as const].map((one) => ({
          value: one,
          label: t(`labels.${one}`),
        }))}
        help={dpi === null ? undefined : t("labels.roll_what")}
      />
      <section class="card">
        <h2>{t("labels.tags")}</h2>
        <p>{t("labels.tags_what")}</p>
        <Form onSubmit={() => act(tags)} inline>
          <Input label={t("labels.count")} type="number" value={count} onChange={setCount} required />
          <Submit busy={busy}>{t(dpi === null ? "labels.print" : "labels.make_file")}</Submit>
        </Form>
      </section>
      <Lots paper={paper} dpi={dpi} />
      <Pick title={t("labels.places")} what={t("labels.places_what")} of="places" paper={paper} />
      <Pick title={t("labels.badges")} what={t("labels.badges_what")} of="people" paper={paper} />
    </>
  );
}

/** Labels of lots; for a label printer with a picture of the first, which is what it prints. */
function Lots({ paper, dpi }: { paper: Paper; dpi: Dpi | null }) {
  const [typed, setTyped] = useState("");
  const [reprint, setReprint] = useState(false);
  const [preview, setPreview] = useState<string | null>(null);
  const { busy, problem, act } = useAct();
  const codes = typed.split(/[\s,]+/).filter(Boolean);
  const print = async (): Promise<void> =>
    dpi === null
      ? saveFile("lots.pdf", await codeSheet("lots", codes, paper))
      : saveFile("lots.zpl", await lotRoll(codes, dpi, reprint));
  const look = async (): Promise<void> => {
    if (dpi !== null && codes.length > 0) setPreview(URL.createObjectURL(await lotPreview(codes, dpi, reprint)));
  };
  return (
    <section class="card">
      <h2>{t("labels.lots")}</h2>
      <p>{t("labels.lots_what")}</p>
      <Form onSubmit={() => act(print)} inline>
        <Input
          label={t("labels.codes")}
          value={typed}
          onChange={setTyped}
          help={t("labels.codes_help")}
          required
          capitals
        />
        {dpi === null ? null : (
          <label class="check">
            <input type="checkbox" checked={reprint} onChange={() => setReprint(!reprint)} /> {t("labels.reprint")}
          </label>
        )}
        <Submit busy={busy}>{t(dpi === null ? "labels.print" : "labels.make_file")}</Submit>
      </Form>
      {dpi === null ? null : (
        <Button quiet disabled={busy || codes.length === 0} onPress={() => act(look)}>
          {t("labels.preview")}
        </Button>
      )}
      {problem === null ? null : <Notice mood="bad">{problem}</Notice>}
      {preview === null || dpi === null ? null : (
        <img class="label-preview" src={preview} alt={t("labels.preview_of", { code: codes[0] ?? "" })} />
      )}
    </section>
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
