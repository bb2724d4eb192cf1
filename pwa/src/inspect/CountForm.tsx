import { useState } from "preact/hooks";
import { record, registry } from "../api";
import { atWithOffset } from "../domain/clock";
import { newId } from "../domain/ids";
import { t } from "../messages";
import { session, useAct, useLoad } from "../sheets/load";
import { Button, Form, Input, Notice, Select, Submit } from "../ui";

const RECORDERS = ["owner", "office", "packer"];
interface Line {
  lot: string;
  value: string;
  unit: string;
}
const EMPTY: Line = { lot: "", value: "", unit: "" };

/** A physical count entered on the spot: it is in the book at once, and the question is asked again. */
export function CountForm({ onCounted }: { onCounted: () => void }) {
  const places = useLoad(() => registry("places"), "places");
  const [place, setPlace] = useState("");
  const [complete, setComplete] = useState(false);
  const [lines, setLines] = useState<Line[]>([EMPTY]);
  const { busy, problem, act } = useAct();
  const roles = session.value?.person.roles ?? [];
  if (!roles.some((role) => RECORDERS.includes(role))) return <p class="hint">{t("count.who")}</p>;
  const all = places.data ?? [];
  const chosen = place || (all[0]?.code ?? "");
  const change = (at: number, field: keyof Line) => (value: string) =>
    setLines((was) => was.map((line, n) => (n === at ? { ...line, [field]: value } : line)));
  const submit = (): void =>
    act(async () => {
      const counted = lines.filter((line) => line.lot.trim() !== "");
      const [result] = await record([
        {
          id: newId(Date.now()),
          kind: "count",
          v: 1,
          at: atWithOffset(Date.now()),
          by: session.value?.person.code,
          place: chosen,
          complete,
          lines: counted.map((line) => ({
            lot: line.lot.trim(),
            quantity: { value: line.value.trim(), unit: line.unit.trim() },
          })),
        },
      ]);
      if (result?.status !== "accepted") throw new Error(result?.problem?.detail ?? result?.reason ?? "");
      onCounted();
    });
  return (
    <details class="card">
      <summary>{t("count.title")}</summary>
      <p>{t("count.what")}</p>
      {problem === null ? null : <Notice mood="bad">{problem}</Notice>}
      <Form onSubmit={submit}>
        <Select
          label={t("col.place")}
          value={chosen}
          onChange={setPlace}
          choices={all.map((one) => ({ value: one.code, label: one.name ?? one.code }))}
        />
        {lines.map((line, n) => (
          <div key={n} class="row count-line">
            <Input label={t("col.lot")} value={line.lot} onChange={change(n, "lot")} capitals />
            <Input label={t("count.value")} value={line.value} onChange={change(n, "value")} />
            <Input label={t("count.unit")} value={line.unit} onChange={change(n, "unit")} />
          </div>
        ))}
        <Button onPress={() => setLines([...lines, EMPTY])}>{t("count.more")}</Button>
        <label class="check">
          <input type="checkbox" checked={complete} onChange={(event) => setComplete(event.currentTarget.checked)} />{" "}
          {t("count.complete")}
        </label>
        <Submit busy={busy}>{t("count.go")}</Submit>
      </Form>
    </details>
  );
}
