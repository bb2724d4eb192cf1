import { useState } from "preact/hooks";
import { LABELS, orderLabels, type LabelKind, type LabelPaper, type Print } from "../api";
import { readLoads } from "../domain/pallets";
import { language, t } from "../messages";
import { path } from "../paths";
import { useAct } from "../sheets/load";
import { Form, Input, Notice, Select, Submit } from "../ui";
import { FirstSheet } from "./FirstSheet";
import { LabelWhose } from "./LabelWhose";

const ROLLS = ["roll203", "roll300"] as const;

const asked = (): URLSearchParams => new URLSearchParams(path.value.split("?")[1] ?? "");
const kindAsked = (): LabelKind => LABELS.find((one) => one === asked().get("what")) ?? "tag";

export const onWord = (on: string): string => {
  if (on === "roll203" || on === "roll300" || on === "a4" || on === "letter") return t(`labels.${on}`);
  const up = /^(a4|letter)-(\d+)$/.exec(on);
  if (up === null) return t("labels.avery", { number: on });
  return t("labels.up", { paper: t(up[1] === "a4" ? "labels.a4" : "labels.letter"), count: up[2] ?? "" });
};

/** What to print, on what, and where on the first sheet; the file is made in the background. */
export function LabelOrder({ papers, onOrdered }: { papers: LabelPaper[]; onOrdered: (print: Print) => void }) {
  const [what, setWhat] = useState<LabelKind>(kindAsked);
  const [wanted, setOn] = useState("letter");
  const [codes, setCodes] = useState((asked().get("codes") ?? "").split(" ").filter(Boolean));
  const [loads, setLoads] = useState("");
  const [count, setCount] = useState("48");
  const [copies, setCopies] = useState("1");
  const [more, setMore] = useState({ organic: false, fill: false });
  const [spare, setSpare] = useState<ReadonlySet<number>>(new Set());
  const { busy, problem, act } = useAct();
  const fitting = papers.filter((one) => one.kinds[what] !== undefined);
  const ons = [...fitting.map((one) => one.paper), ...ROLLS];
  const on = ons.includes(wanted) ? wanted : (ons[0] ?? "letter");
  const cells = fitting.find((one) => one.paper === on)?.kinds[what];
  const pallets = readLoads(loads);
  const full = what === "tag" ? Number(count) > 0 : what === "pallet" ? pallets !== null : codes.length > 0;
  const choose = (kind: LabelKind): void => {
    setWhat(kind);
    setSpare(new Set());
    setCopies("1");
    if ((kind === "lot" || kind === "case") !== (what === "lot" || what === "case")) setCodes([]);
  };
  const order = async (): Promise<void> =>
    onOrdered(
      await orderLabels({
        what,
        on,
        language: language.value,
        start: 1,
        spare: cells === undefined ? [] : [...spare].filter((cell) => cell <= cells.columns * cells.rows),
        copies: Number(copies),
        ...(what === "tag" ? { count: Number(count), organic: more.organic, fill: more.fill } : {}),
        ...(what === "pallet" ? { pallets: pallets ?? [] } : {}),
        ...(what === "tag" || what === "pallet" ? {} : { codes }),
      }),
    );
  const tick = (name: "organic" | "fill") => (
    <label class="check">
      <input type="checkbox" checked={more[name]} onChange={() => setMore((was) => ({ ...was, [name]: !was[name] }))} />{" "}
      {t(`labels.${name}`)}
    </label>
  );
  return (
    <section class="card" aria-label={t("labels.order")}>
      <Form onSubmit={() => act(order)}>
        <div class="label-order">
          <Select
            label={t("labels.kind")}
            value={what}
            onChange={(kind) => choose(LABELS.find((one) => one === kind) ?? "tag")}
            choices={LABELS.map((one) => ({ value: one, label: t(`labels.${one}`) }))}
          />
          <Select
            label={t("labels.paper")}
            value={on}
            onChange={(paper) => {
              setOn(paper);
              setSpare(new Set());
            }}
            choices={ons.map((one) => ({ value: one, label: onWord(one) }))}
            help={cells === undefined ? t("labels.roll_what") : undefined}
          />
          {what === "tag" ? (
            <Input label={t("labels.count")} type="number" value={count} onChange={setCount} required />
          ) : null}
          {what === "tag" ? (
            <Select
              label={t("labels.each")}
              value={copies}
              onChange={setCopies}
              choices={[
                { value: "1", label: t("labels.once") },
                { value: "2", label: t("labels.twice") },
              ]}
            />
          ) : (
            <Input label={t("labels.copies")} type="number" value={copies} onChange={setCopies} required />
          )}
        </div>
        <p class="help">{t(`labels.${what}_what`)}</p>
        {what === "tag" ? tick("organic") : null}
        {what === "tag" && cells !== undefined ? tick("fill") : null}
        {what === "pallet" ? (
          <Input
            label={t("labels.loads")}
            value={loads}
            onChange={setLoads}
            help={t("labels.loads_help")}
            error={loads !== "" && pallets === null ? t("labels.loads_wrong") : undefined}
            required
            capitals
          />
        ) : null}
        {what === "tag" || what === "pallet" ? null : (
          <LabelWhose key={what} what={what} codes={codes} onChange={setCodes} />
        )}
        {cells === undefined ? null : <FirstSheet cells={cells} spare={spare} onChange={setSpare} />}
        {problem === null ? null : <Notice mood="bad">{problem}</Notice>}
        <Submit busy={busy || !full}>{t("labels.make_file")}</Submit>
      </Form>
    </section>
  );
}
