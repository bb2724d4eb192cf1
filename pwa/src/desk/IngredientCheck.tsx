import { useState } from "preact/hooks";
import { ingredientCheck, type IngredientFound } from "../api";
import { t } from "../messages";
import { Input, Notice, Table } from "../ui";
import { mass, massFigure, todayHere } from "../sheets/format";
import { useLoad } from "../sheets/load";
import { productName } from "../sheets/names";
import { Severity } from "../sheets/parts";

/** Whether enough of each ingredient went into what was packed by a recipe. */
export function IngredientCheck({ recipe }: { recipe: string | null }) {
  const today = todayHere();
  const [from, setFrom] = useState(`${today.slice(0, 4)}-01-01`);
  const [to, setTo] = useState(today);
  const page = useLoad(
    () => (from === "" || to === "" ? Promise.resolve([]) : ingredientCheck(from, to)),
    `ingredients ${from} ${to}`,
  );
  const rows = (page.data ?? []).filter((one) => recipe === null || one.recipe === recipe);
  return (
    <section>
      <h2>{t("ingredients.title")}</h2>
      <p>{t("ingredients.what")}</p>
      {page.problem === null ? null : <Notice mood="bad">{page.problem}</Notice>}
      <div class="form inline">
        <Input label={t("balance.from")} type="date" value={from} onChange={setFrom} />
        <Input label={t("balance.to")} type="date" value={to} onChange={setTo} />
      </div>
      {page.data === null ? null : (
        <Table
          caption={t("ingredients.title")}
          file={`${t("ingredients.title")} ${from} ${to}`}
          rows={rows}
          rowKey={(row) => `${row.recipe} ${ingredient(row)}`}
          empty={t("ingredients.none")}
          cards
          columns={[
            { title: t("recipe.product"), cell: (row) => productName(row.product) },
            { title: t("recipe.of"), cell: ingredient },
            { title: t("recipe.percent"), number: true, cell: (row) => row.percent },
            { title: t("ingredients.made"), cell: (row) => mass(row.output_mg), ...figure("output_mg") },
            { title: t("ingredients.needed"), cell: (row) => mass(row.needed_mg), ...figure("needed_mg") },
            { title: t("ingredients.used"), cell: (row) => mass(row.used_mg), ...figure("used_mg") },
            {
              title: t("ingredients.verdict"),
              cell: (row) =>
                row.verdict === "enough" ? (
                  t("ingredients.enough")
                ) : (
                  <>
                    <Severity of="warning" /> {t("ingredients.short", { mass: mass(row.needed_mg - row.used_mg) })}
                  </>
                ),
            },
          ]}
        />
      )}
    </section>
  );
}

const ingredient = ({ ingredient: { commodity, product } }: IngredientFound): string =>
  product ? productName(product) : (commodity ?? "–");
const figure = (of: "output_mg" | "needed_mg" | "used_mg") => massFigure((row: IngredientFound) => row[of]);
