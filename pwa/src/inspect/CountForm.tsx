import { useState } from "preact/hooks";
import { lots, record, type LotRow } from "../api";
import { atWithOffset } from "../domain/clock";
import { newId } from "../domain/ids";
import { dayText, t } from "../messages";
import { units, todayHere } from "../sheets/format";
import { operation, session, useAct, useLoad } from "../sheets/load";
import { names, productName } from "../sheets/names";
import { Button, Form, Input, Notice, Select, Submit } from "../ui";
import { countLines, type Counted } from "./counting";
import { records } from "./visit";

const RECORDERS = ["owner", "office", "packer"];
const EMPTY: Counted = { lot: "", value: "", unit: "" };

/** A physical count entered on the spot: it is in the book at once, and the question is asked again. */
export function CountForm({ to, onCounted }: { to: string; onCounted: (change: Record<string, unknown>) => void }) {
  if (!records(RECORDERS)) return <p class="hint">{t("count.who")}</p>;
  return (
    <details class="card">
      <summary>{t("count.title")}</summary>
      <Sheet to={to} onCounted={onCounted} />
    </details>
  );
}

function Sheet({ to, onCounted }: { to: string; onCounted: (change: Record<string, unknown>) => void }) {
  const places = [...names.value.places.values()];
  const [place, setPlace] = useState("");
  const [complete, setComplete] = useState(false);
  const [typed, setTyped] = useState<Record<string, string>>({});
  const [others, setOthers] = useState<Counted[]>([]);
  const here = useLoad<LotRow[]>(
    async () => (place === "" ? [] : (await lots({ place, in_stock: "true", limit: 500 })).lots),
    place,
  );
  const { busy, problem, act } = useAct();
  const today = todayHere();
  const rows = here.data ?? [];
  const unitOf = (row: LotRow): string =>
    Object.keys(row.units)[0] ?? names.value.products.get(row.product ?? "")?.unit ?? operation()?.mass_unit ?? "";
  const change = (at: number, field: keyof Counted) => (value: string) =>
    setOthers((was) => was.map((line, n) => (n === at ? { ...line, [field]: value } : line)));
  const lines = countLines([
    ...rows.map((row) => ({ lot: row.lot, value: typed[row.lot] ?? "", unit: unitOf(row) })),
    ...others,
  ]);
  const submit = (): void =>
    act(async () => {
      if (lines.length === 0 && !complete) throw new Error(t("count.nothing"));
      const [result] = await record([
        {
          id: newId(Date.now()),
          kind: "count",
          v: 1,
          at: atWithOffset(Date.now()),
          by: session.value?.person.code,
          place,
          complete,
          lines,
        },
      ]);
      if (result?.status !== "accepted") throw new Error(result?.problem?.detail ?? result?.reason ?? "");
      onCounted(to === today ? {} : { to: today });
    });
  return (
    <>
      <p>{t("count.what")}</p>
      {to === today ? null : (
        <Notice mood="warn">{t("count.until", { to: dayText(to), today: dayText(today) })}</Notice>
      )}
      {problem === null ? null : <Notice mood="bad">{problem}</Notice>}
      <Form onSubmit={submit}>
        <Select
          label={t("col.place")}
          value={place}
          onChange={(code) => {
            setPlace(code);
            setTyped({});
          }}
          choices={[
            { value: "", label: t("count.choose") },
            ...places.map((one) => ({ value: one.code, label: `${one.name || one.code} · ${one.code}` })),
          ]}
        />
        {place === "" ? null : (
          <>
            {here.busy ? <p class="loading">{t("loading")}</p> : null}
            {rows.length === 0 && !here.busy ? <p class="hint">{t("count.none_here")}</p> : null}
            <div class="counts">
              {rows.map((row) => (
                <Input
                  key={row.lot}
                  label={`${row.lot} · ${productName(row.product)} (${unitOf(row)})`}
                  value={typed[row.lot] ?? ""}
                  onChange={(value) => setTyped((was) => ({ ...was, [row.lot]: value }))}
                  help={t("count.by_the_book", { quantity: units(row.units) || "–" })}
                />
              ))}
            </div>
            {others.map((line, n) => (
              <div key={n} class="row count-line">
                <Input label={t("col.lot")} value={line.lot} onChange={change(n, "lot")} capitals />
                <Input label={t("count.value")} value={line.value} onChange={change(n, "value")} />
                <Input label={t("count.unit")} value={line.unit} onChange={change(n, "unit")} />
              </div>
            ))}
            <Button onPress={() => setOthers([...others, EMPTY])}>{t("count.more")}</Button>
            <label class="check">
              <input
                type="checkbox"
                checked={complete}
                onChange={(event) => setComplete(event.currentTarget.checked)}
              />{" "}
              {t("count.complete")}
            </label>
            <Submit busy={busy}>{t("count.go")}</Submit>
          </>
        )}
      </Form>
    </>
  );
}
