import { useState } from "preact/hooks";
import type { Draft } from "../domain/events";
import type { LotState } from "../domain/reading";
import { t } from "../messages";
import { at, go } from "../paths";
import { openLots, placeName, productOf, products, type CatalogProduct } from "../store/catalog";
import { person, place } from "../store/phone";
import { Button, Form, Input, Submit } from "../ui";
import { ChoosePerson } from "./Choose";
import { say } from "./feedback";
import { press, save } from "./recording";
import { grows, harvestLotOf, unitsOf } from "./runs";

/** A sheet: a number for each line and one button, for who counts baskets at a table and needs no camera. */

interface Row {
  key: string;
  title: string;
  more: string;
  unit: string;
}

interface Filled {
  key: string;
  value: string;
}

const NUMBER = /^\d{1,9}([.,]\d{1,6})?$/;

function Rows({
  title,
  rows,
  empty,
  buttons,
}: {
  title: string;
  rows: Row[];
  empty: string;
  /** What can be done with the lines that have a number; returns those that are on the disk now. */
  buttons: { label: string; use: (filled: Filled[]) => Promise<Filled[]> }[];
}) {
  const [typed, setTyped] = useState<Record<string, string>>({});
  const given = rows.filter(({ key }) => (typed[key] ?? "").trim() !== "");
  const wrong = given.filter(({ key }) => !NUMBER.test((typed[key] ?? "").trim()));
  const use = async (work: (typeof buttons)[number]["use"]): Promise<void> => {
    if (given.length === 0 || wrong.length > 0) return say("bad", t(given.length === 0 ? "sheet.none" : "sheet.wrong"));
    const filled = given.map(({ key }) => ({ key, value: (typed[key] ?? "").trim().replace(",", ".") }));
    const saved = new Set((await work(filled)).map(({ key }) => key));
    // A line that is saved is empty again: to press once more after a full disk must not count it twice.
    setTyped((now) => Object.fromEntries(Object.entries(now).filter(([key]) => !saved.has(key))));
    if (saved.size === filled.length) go(at.today);
  };
  if (person.value === null)
    return (
      <main class="page">
        <ChoosePerson />
      </main>
    );
  return (
    <main class="page">
      <h1>{title}</h1>
      {rows.length === 0 ? <p>{empty}</p> : null}
      <Form onSubmit={() => press(() => use(buttons[0]?.use ?? (() => Promise.resolve([]))))}>
        <div class="sheet-rows">
          {rows.map((row) => (
            <div key={row.key} class="sheet-row">
              <Input
                label={`${row.title} · ${row.more} (${row.unit})`}
                value={typed[row.key] ?? ""}
                error={wrong.includes(row) ? t("sheet.wrong") : undefined}
                numeric
                onChange={(value) => setTyped({ ...typed, [row.key]: value })}
              />
            </div>
          ))}
        </div>
        {buttons.slice(0, 1).map(({ label }) => (
          <Submit key={label}>{`${label} (${given.length})`}</Submit>
        ))}
      </Form>
      {buttons.slice(1).map(({ label, use: work }) => (
        <Button key={label} icon="ship" onPress={() => press(() => use(work))}>
          {`${label} (${given.length})`}
        </Button>
      ))}
      <Button icon="back" quiet onPress={() => go(at.home)}>
        {t("back")}
      </Button>
    </main>
  );
}

const SHOWN_MAX = 60;

interface Crop {
  key: string;
  planting: LotState;
  product: CatalogProduct;
}

/** Today's crops: what is planted, with each product that it is picked as. */
function crops(): Crop[] {
  return openLots.value
    .filter((lot) => lot.kind === "planting")
    .flatMap((planting) =>
      products.value
        .filter((one) => (one.stage === "harvested" || one.stage === "packed") && grows(planting, one))
        .map((product) => ({ key: `${planting.lot} ${product.code}`, planting, product })),
    )
    .sort((a, b) => Number(b.planting.place === place.value) - Number(a.planting.place === place.value))
    .slice(0, SHOWN_MAX);
}

export function HarvestSheet() {
  const all = crops();
  const record = async (filled: Filled[]): Promise<Filled[]> => {
    const saved: Filled[] = [];
    for (const one of filled) {
      const { key, value } = one;
      const crop = all.find((one) => one.key === key);
      if (crop === undefined) continue;
      const { planting, product } = crop;
      const draft: Draft = {
        kind: "harvest",
        place: planting.place,
        lot: harvestLotOf(product, planting.place),
        product: product.code,
        from: [planting.lot],
        quantity: { value, unit: product.unit },
      };
      if (!(await save(draft, t("harvest.added", { quantity: `${value} ${product.unit}` })))) break;
      saved.push(one);
    }
    return saved;
  };
  return (
    <Rows
      title={t("sheet.harvest")}
      empty={t("sheet.no_crops")}
      rows={all.map(({ key, planting, product }) => ({
        key,
        title: product.name,
        more: placeName(planting.place),
        unit: unitsOf(product.code)[0] ?? "",
      }))}
      buttons={[{ label: t("job.save"), use: record }]}
    />
  );
}

/** Many lots at once, to the public or to members: one record. */
export function StandSheet() {
  const lots = openLots.value
    .filter(({ kind, place: where }) => (kind === "packed" || kind === "harvest") && where === place.value)
    .sort((a, b) => (b.made_on ?? "").localeCompare(a.made_on ?? ""))
    .slice(0, SHOWN_MAX);
  const unitOf = (lot: LotState): string => unitsOf(lot.product)[0] ?? "";
  const ship =
    (partner: "public" | "members") =>
    async (filled: Filled[]): Promise<Filled[]> => {
      const lines = filled.flatMap(({ key, value }) => {
        const lot = lots.find((one) => one.lot === key);
        return lot === undefined ? [] : [{ lot: key, quantity: { value, unit: unitOf(lot) } }];
      });
      return (await save({ kind: "ship", place: place.value, partner, lines }, t("job.saved"))) ? filled : [];
    };
  return (
    <Rows
      title={t("sheet.stand")}
      empty={t("lot.none")}
      rows={lots.map((lot) => ({
        key: lot.lot,
        title: productOf(lot.product)?.name ?? lot.product,
        more: lot.lot,
        unit: unitOf(lot),
      }))}
      buttons={[
        { label: t("ship.public"), use: ship("public") },
        { label: t("ship.members"), use: ship("members") },
      ]}
    />
  );
}
