import { useState } from "preact/hooks";
import type { LotState } from "../domain/reading";
import { t } from "../messages";
import { at, go } from "../paths";
import { partners, placeName, productOf, type CatalogProduct } from "../store/catalog";
import { place, setPlace } from "../store/phone";
import { Button } from "../ui";
import { Options } from "./Choose";
import { harvestable, packable, plantingsFor, startHarvest, startPack, startShip } from "./runs";

type Choosing = "what" | "harvest" | "planting" | "pack" | "ship";

/** At a place, and nothing going on: what will it be? */
export function Start() {
  const [choosing, setChoosing] = useState<Choosing>("what");
  const [product, setProduct] = useState<CatalogProduct | null>(null);
  const back = (
    <Button icon="back" quiet onPress={() => setChoosing("what")}>
      {t("back")}
    </Button>
  );

  const harvest = (chosen: CatalogProduct): void => {
    const plantings = plantingsFor(chosen);
    if (plantings.length < 2) return void startHarvest(chosen, plantings[0] ?? null);
    setProduct(chosen);
    setChoosing("planting");
  };
  const begin = (): void => {
    const [first, ...others] = harvestable();
    if (first !== undefined && others.length === 0) harvest(first);
    else setChoosing("harvest");
  };

  if (choosing === "harvest" || choosing === "pack") {
    const list = choosing === "harvest" ? harvestable() : packable();
    const chosen = (code: string): void => {
      const one = productOf(code);
      if (one === null) return;
      if (choosing === "harvest") harvest(one);
      else void startPack(one);
    };
    return (
      <Options
        title={t(choosing === "harvest" ? "harvest.which" : "pack.which")}
        icon={choosing}
        empty={t("which.empty")}
        options={list.map((one) => ({ key: one.code, label: one.name, more: one.unit }))}
        onChoose={chosen}
      >
        {back}
      </Options>
    );
  }
  if (choosing === "planting" && product !== null) {
    const list: LotState[] = plantingsFor(product);
    return (
      <Options
        title={t("harvest.planting")}
        icon="harvest"
        empty={t("which.empty")}
        options={list.map((one) => ({
          key: one.lot,
          label: one.lot,
          ...(one.made_on === null ? {} : { more: one.made_on }),
        }))}
        onChoose={(lot) => void startHarvest(product, list.find((one) => one.lot === lot) ?? null)}
      >
        {back}
      </Options>
    );
  }
  if (choosing === "ship") {
    const customers = partners.value.filter((one) => one.roles?.includes("customer"));
    const others = [
      { key: "public", label: t("ship.public") },
      { key: "members", label: t("ship.members") },
    ];
    return (
      <Options
        title={t("ship.to_whom")}
        icon="ship"
        empty={t("which.empty")}
        options={[...customers.map((one) => ({ key: one.code, label: one.name, more: one.code })), ...others]}
        onChoose={(code) => void startShip(code)}
      >
        {back}
      </Options>
    );
  }
  return (
    <section class="panel">
      <h2>{placeName(place.value)}</h2>
      <div class="options">
        <Button icon="harvest" main onPress={begin}>
          {t("do.harvest")}
        </Button>
        <Button icon="pack" onPress={() => setChoosing("pack")}>
          {t("do.pack")}
        </Button>
        <Button icon="ship" onPress={() => setChoosing("ship")}>
          {t("do.ship")}
        </Button>
        <Button icon="list" onPress={() => go(at.today)}>
          {t("today.title")}
        </Button>
        <Button icon="place" quiet onPress={() => void setPlace(null)}>
          {t("where.other")}
        </Button>
      </div>
    </section>
  );
}
