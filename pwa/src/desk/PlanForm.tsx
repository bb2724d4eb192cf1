import { useState } from "preact/hooks";
import { everyLot, putRecord, registry, type Plan } from "../api";
import { t } from "../messages";
import { Form, Input, Notice, Select, Submit } from "../ui";
import { todayHere } from "../sheets/format";
import { session, useAct, useLoad } from "../sheets/load";

const MASSES = ["lb", "kg", "ton", "t", "cwt"];

/** What a planting is expected to give, and between which days. */
export function PlanForm({ plan, onDone }: { plan: Plan | null; onDone: () => void }) {
  const known = useLoad(
    () => Promise.all([registry("products"), everyLot({ in_stock: "", kind: "planting" })]),
    "plantings",
  );
  const today = todayHere();
  const [form, setForm] = useState<Plan>(
    plan ?? {
      code: "",
      product: null,
      quantity: { value: "", unit: session.value?.operation.mass_unit ?? "lb" },
      first_pick: today,
      last_pick: today,
      note: null,
    },
  );
  const { busy, problem, act } = useAct();
  const [products, plantings] = known.data ?? [[], []];
  const picked = products.filter((one) => one.retired !== true && one.stage !== "planting" && one.stage !== "input");
  const product = products.find((one) => one.code === form.product);
  const units = [...new Set([product?.unit ?? "", ...MASSES, form.quantity.unit].filter(Boolean))];
  return (
    <>
      {problem === null ? null : <Notice mood="bad">{problem}</Notice>}
      <Form onSubmit={() => act(() => putRecord("plans", form).then(onDone))}>
        <Input
          label={t("plan.planting")}
          value={form.code}
          onChange={(code) => setForm({ ...form, code: code.toUpperCase() })}
          readonly={plan !== null}
          help={t("plan.planting_help")}
          choices={plan === null ? plantings.map((one) => one.lot) : []}
          required
          capitals
        />
        <Select
          label={t("plan.product")}
          value={form.product ?? ""}
          onChange={(code) => {
            const unit = products.find((one) => one.code === code)?.unit ?? form.quantity.unit;
            setForm({ ...form, product: code === "" ? null : code, quantity: { ...form.quantity, unit } });
          }}
          choices={[{ value: "", label: t("none") }, ...picked.map((one) => ({ value: one.code, label: one.name }))]}
        />
        <div class="form inline">
          <Input
            label={t("plan.quantity")}
            value={form.quantity.value}
            onChange={(value) => setForm({ ...form, quantity: { ...form.quantity, value } })}
            numeric
            required
          />
          <Select
            label={t("field.unit")}
            value={form.quantity.unit}
            onChange={(unit) => setForm({ ...form, quantity: { ...form.quantity, unit } })}
            choices={units.map((unit) => ({ value: unit, label: unit }))}
          />
        </div>
        <Input
          label={t("plan.first_pick")}
          type="date"
          value={form.first_pick}
          onChange={(first_pick) => setForm({ ...form, first_pick })}
          required
        />
        <Input
          label={t("plan.last_pick")}
          type="date"
          value={form.last_pick}
          onChange={(last_pick) => setForm({ ...form, last_pick })}
          required
        />
        <Input
          label={t("plan.note")}
          value={form.note ?? ""}
          onChange={(note) => setForm({ ...form, note: note === "" ? null : note })}
        />
        <Submit busy={busy}>{t("save")}</Submit>
      </Form>
    </>
  );
}
