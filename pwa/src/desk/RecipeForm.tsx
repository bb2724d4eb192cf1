import { useState } from "preact/hooks";
import { putRecord, registry, type Recipe } from "../api";
import { t } from "../messages";
import { Form, Input, Notice, Select, Submit } from "../ui";
import { Rows } from "./Dated";
import { CodeInput } from "./NamedCode";
import { todayHere } from "../sheets/format";
import { useAct, useLoad } from "../sheets/load";

type Ingredient = Recipe["ingredients"][number];

/** What a product is made of, in percent of what comes out. */
export function RecipeForm({ recipe, onDone }: { recipe: Recipe | null; onDone: () => void }) {
  const products = useLoad(() => registry("products"), "products");
  const [form, setForm] = useState<Recipe>(
    recipe ?? { code: "", product: "", from: todayHere(), ingredients: [{ commodity: "", percent: "" }] },
  );
  const { busy, problem, act } = useAct();
  const inUse = (products.data ?? []).filter((one) => one.retired !== true);
  const made = inUse.filter((one) => one.stage === "packed");
  const commodities = [...new Set(inUse.map((one) => one.commodity).filter(Boolean))].sort();
  const product = form.product || (made[0]?.code ?? "");
  const whole = form.ingredients.reduce((sum, one) => sum + (Number(one.percent) || 0), 0);
  return (
    <>
      {problem === null ? null : <Notice mood="bad">{problem}</Notice>}
      {products.data !== null && made.length === 0 ? <Notice mood="warn">{t("recipe.no_products")}</Notice> : null}
      <Form onSubmit={() => act(() => putRecord("recipes", { ...form, product }).then(onDone))}>
        <CodeInput
          value={form.code}
          onChange={(code) => setForm({ ...form, code })}
          help={t("recipe.code_help")}
          kept={recipe !== null}
        />
        <Select
          label={t("recipe.product")}
          value={product}
          onChange={(code) => setForm({ ...form, product: code })}
          choices={withOwn(
            made.map((one) => ({ value: one.code, label: one.name })),
            product,
          )}
        />
        <Input
          label={t("field.from")}
          type="date"
          value={form.from ?? ""}
          onChange={(from) => setForm({ ...form, from: from === "" ? null : from })}
          help={t("recipe.from_help")}
        />
        <Rows
          title={t("recipe.ingredients")}
          rows={form.ingredients}
          fresh={{ commodity: "", percent: "" }}
          onChange={(ingredients) => setForm({ ...form, ingredients })}
          row={(value: Ingredient, change) => (
            <>
              <Select
                label={t("recipe.of")}
                value={value.product ? `product ${value.product}` : `commodity ${value.commodity ?? ""}`}
                onChange={(chosen) => {
                  const [, what, code] = /^(\w+) (.*)$/.exec(chosen) ?? [];
                  change({ [what === "product" ? "product" : "commodity"]: code, percent: value.percent });
                }}
                choices={withOwn(
                  [
                    { value: "commodity ", label: t("recipe.choose") },
                    ...commodities.map((one) => ({ value: `commodity ${one}`, label: one })),
                    ...inUse.map((one) => ({ value: `product ${one.code}`, label: one.name })),
                  ],
                  value.product ? `product ${value.product}` : `commodity ${value.commodity ?? ""}`,
                )}
              />
              <Input
                label={t("recipe.percent")}
                value={value.percent}
                onChange={(percent) => change({ ...value, percent })}
                numeric
                required
              />
            </>
          )}
        />
        <p class="help">{t("recipe.whole", { percent: Number(whole.toFixed(6)) })}</p>
        <Submit busy={busy}>{t("save")}</Submit>
      </Form>
    </>
  );
}

/** What was chosen once stays a choice, in use or not. */
function withOwn(choices: { value: string; label: string }[], own: string): { value: string; label: string }[] {
  if (own === "" || choices.some((one) => one.value === own)) return choices;
  return [{ value: own, label: own.slice(own.indexOf(" ") + 1) }, ...choices];
}
