import { useState } from "preact/hooks";
import { putRecord, type Product } from "../api";
import { t } from "../messages";
import { Form, Input, Notice, Select, Submit } from "../ui";
import { todayHere } from "../sheets/format";
import { session, useAct } from "../sheets/load";
import { NameAndCode, useNamed } from "./NamedCode";

const STAGES = ["harvested", "packed"] as const;
const BASES = ["weighed", "table", "estimate"] as const;
const MASSES = ["lb", "kg"].map((unit) => ({ value: unit, label: unit }));

/** A product with its unit and what one of it weighs; the rest is asked on its own page. */
export function FirstProduct({ all, onDone }: { all: Product[]; onDone: (name: string) => void }) {
  const second = all.length > 0;
  const named = useNamed(all);
  const [commodity, setCommodity] = useState(all[0]?.commodity ?? "");
  const [stage, setStage] = useState<Product["stage"]>(second ? "packed" : "harvested");
  const [unit, setUnit] = useState(second ? "box" : "bin");
  const [mass, setMass] = useState({ value: "", unit: session.value?.operation.mass_unit ?? "lb", basis: "weighed" });
  const { busy, problem, act } = useAct();
  const save = async (): Promise<void> => {
    await putRecord("products", {
      code: named.code,
      name: named.name,
      commodity,
      variety: null,
      stage,
      class: "agricultural",
      unit,
      units: [],
      unit_mass: mass.value === "" ? [] : [{ from: todayHere(), ...mass }],
      tolerance_percent: null,
    });
    onDone(named.name);
  };
  return (
    <Form onSubmit={() => act(save)}>
      {problem === null ? null : <Notice mood="bad">{problem}</Notice>}
      <Select
        label={t("start.stage")}
        value={stage}
        onChange={(one) => setStage(STAGES.find((known) => known === one) ?? "harvested")}
        choices={STAGES.map((one) => ({ value: one, label: t(`start.stage_${one}`) }))}
      />
      <NameAndCode of={named} help={t("start.product_name_help")} />
      <Input
        label={t("start.crop")}
        value={commodity}
        onChange={(text) => setCommodity(text.toLowerCase())}
        help={t("start.crop_help")}
        required
      />
      <Input
        label={t("start.counted_in")}
        value={unit}
        onChange={(text) => setUnit(text.trim())}
        help={t("start.counted_in_help")}
        required
      />
      <div class="form inline">
        <Input
          label={t("start.weighs", { unit })}
          value={mass.value}
          onChange={(value) => setMass({ ...mass, value })}
          numeric
        />
        <Select
          label={t("product.mass_unit")}
          value={mass.unit}
          onChange={(one) => setMass({ ...mass, unit: one })}
          choices={MASSES}
        />
        <Select
          label={t("start.how_known")}
          value={mass.basis}
          onChange={(basis) => setMass({ ...mass, basis })}
          choices={BASES.map((one) => ({ value: one, label: t(`basis.${one}`) }))}
        />
      </div>
      <p class="help">{t("start.weighs_help")}</p>
      <Submit busy={busy}>{t("start.products_save")}</Submit>
    </Form>
  );
}
