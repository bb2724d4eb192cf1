import { useState } from "preact/hooks";
import { putRecord, type Product } from "../api";
import { t } from "../messages";
import { Form, Input, Notice, Select, Submit } from "../ui";
import { From, Rows } from "./Dated";
import { CodeInput } from "./NamedCode";
import { todayHere } from "../sheets/format";
import { session, useAct } from "../sheets/load";

const STAGES = ["input", "planting", "harvested", "packed"] as const;
const CLASSES = ["agricultural", "allowed", "packaging"] as const;
const BASES = ["weighed", "table", "estimate"] as const;
const MASSES = ["lb", "kg", "oz", "g", "cwt", "ton", "t"].map((unit) => ({ value: unit, label: unit }));

const blank = (): Product => ({
  code: "",
  name: "",
  commodity: "",
  variety: null,
  stage: "harvested",
  class: "agricultural",
  unit: "bin",
  units: [],
  unit_mass: [],
  tolerance_percent: null,
});
const orNull = (text: string): string | null => (text.trim() === "" ? null : text.trim());

export function ProductForm({ product, onDone }: { product: Product | null; onDone: () => void }) {
  const [form, setForm] = useState<Product>(product ?? blank());
  const { busy, problem, act } = useAct();
  const set = (change: Partial<Product>): void => setForm({ ...form, ...change });
  const freshMass = {
    from: todayHere(),
    value: "",
    unit: session.value?.operation.mass_unit ?? "lb",
    basis: "table",
    evidence: "",
  };
  return (
    <>
      {problem === null ? null : <Notice mood="bad">{problem}</Notice>}
      <Form onSubmit={() => act(() => putRecord("products", form).then(onDone))}>
        <Input
          label={t("field.name")}
          value={form.name}
          onChange={(name) => set({ name })}
          help={t("product.name_help")}
          required
        />
        <CodeInput
          value={form.code}
          onChange={(code) => set({ code })}
          help={t("field.code_help")}
          kept={product !== null}
        />
        <Input
          label={t("scope.commodity")}
          value={form.commodity}
          onChange={(commodity) => set({ commodity: commodity.toLowerCase() })}
          help={t("product.commodity_help")}
          required
        />
        <Input
          label={t("scope.variety")}
          value={form.variety ?? ""}
          onChange={(variety) => set({ variety: orNull(variety) })}
        />
        <Select
          label={t("field.stage")}
          value={form.stage}
          onChange={(stage) => set({ stage: STAGES.find((one) => one === stage) ?? "harvested" })}
          choices={STAGES.map((one) => ({ value: one, label: t(`stage.${one}`) }))}
        />
        <Select
          label={t("product.class")}
          value={form.class ?? "agricultural"}
          onChange={(kind) => set({ class: CLASSES.find((one) => one === kind) ?? "agricultural" })}
          choices={CLASSES.map((one) => ({ value: one, label: t(`class.${one}`) }))}
        />
        <Input
          label={t("field.unit")}
          value={form.unit}
          onChange={(unit) => set({ unit: unit.trim() })}
          help={t("product.unit_help")}
          required
        />
        <Rows
          title={t("product.unit_mass")}
          rows={form.unit_mass ?? []}
          fresh={freshMass}
          onChange={(unit_mass) => set({ unit_mass })}
          row={(value, change) => (
            <>
              <From of={value} onChange={change} />
              <Input
                label={t("product.mass_of_one", { unit: form.unit })}
                value={value.value}
                onChange={(mass) => change({ ...value, value: mass })}
                required
              />
              <Select
                label={t("product.mass_unit")}
                value={value.unit}
                onChange={(unit) => change({ ...value, unit })}
                choices={MASSES}
              />
              <Select
                label={t("product.basis")}
                value={value.basis ?? "table"}
                onChange={(basis) => change({ ...value, basis })}
                choices={BASES.map((one) => ({ value: one, label: t(`basis.${one}`) }))}
              />
              {value.basis === "estimate" ? (
                <>
                  <Input
                    label={t("product.min")}
                    value={value.min ?? ""}
                    onChange={(min) => change({ ...value, min: orNull(min) })}
                  />
                  <Input
                    label={t("product.max")}
                    value={value.max ?? ""}
                    onChange={(max) => change({ ...value, max: orNull(max) })}
                  />
                </>
              ) : null}
              <Input
                label={t("product.evidence")}
                value={value.evidence ?? ""}
                onChange={(evidence) => change({ ...value, evidence: orNull(evidence) })}
              />
            </>
          )}
        />
        <Rows
          title={t("product.units")}
          rows={form.units ?? []}
          fresh={{ unit: "", per: "" }}
          onChange={(units) => set({ units })}
          row={(value, change) => (
            <>
              <Input
                label={t("field.unit")}
                value={value.unit}
                onChange={(unit) => change({ ...value, unit })}
                required
              />
              <Input
                label={t("product.per", { unit: form.unit })}
                value={value.per}
                onChange={(per) => change({ ...value, per })}
                required
              />
            </>
          )}
        />
        <Input
          label={t("product.tolerance")}
          value={form.tolerance_percent ?? ""}
          onChange={(tolerance) => set({ tolerance_percent: orNull(tolerance) })}
          help={t("product.tolerance_help")}
        />
        <Input
          label={t("product.keeps")}
          value={form.shelf_life_days == null ? "" : String(form.shelf_life_days)}
          onChange={(days) => set({ shelf_life_days: days.trim() === "" ? null : Number(days) })}
          type="number"
          help={t("product.keeps_help")}
        />
        <Submit busy={busy}>{t("save")}</Submit>
      </Form>
    </>
  );
}
