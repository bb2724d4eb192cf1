import { useEffect, useState } from "preact/hooks";
import type { OpenRun } from "../api";
import type { LotState } from "../domain/reading";
import { t } from "../messages";
import { at, go } from "../paths";
import { placeName, productOf, type CatalogProduct } from "../store/catalog";
import { place, runs, setPlace } from "../store/phone";
import { Button } from "../ui";
import { Options } from "./Choose";
import { JOBS, type JobKind } from "./jobs";
import { followLines, lineAt } from "./lines";
import { offered } from "./offered";
import { press } from "./recording";
import { choosing as aboutToChoose } from "./scanned";
import { speak } from "./voice";
import { harvestable, joinPack, packable, plantingsFor, startHarvest, startJob, startPack } from "./runs";

type Choosing = "what" | "more" | "harvest" | "planting" | "pack";

/** No lot's code: a bin that was filled from all of them. */
const MIXED = "*";
const OFTEN: JobKind[] = ["ship", "receive", "move"];
const MORE: JobKind[] = ["count", "plant", "apply", "dispose", "return", "hold", "reclassify", "clean", "note"];

/** At a place, and nothing going on: what will it be? */
export function Start() {
  const [choosing, setChoosing] = useState<Choosing>("what");
  const [joining, setJoining] = useState<OpenRun | null>(null);
  useEffect(() => (choosing === "pack" ? followLines() : undefined), [choosing]);
  useEffect(() => {
    aboutToChoose.value = choosing === "harvest" || choosing === "planting" || choosing === "pack";
    return () => void (aboutToChoose.value = false);
  }, [choosing]);
  const [product, setProduct] = useState<CatalogProduct | null>(null);
  const back = (
    <Button icon="back" quiet onPress={() => setChoosing("what")}>
      {t("back")}
    </Button>
  );

  const harvest = (chosen: CatalogProduct): void => {
    const plantings = plantingsFor(chosen);
    if (plantings.length < 2) return void startHarvest(chosen, plantings);
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
    const open = choosing === "pack" ? lineAt(place.value) : [];
    const chosen = (code: string): void => {
      const line = open.find((one) => one.run === code);
      const one = productOf(line?.product ?? code);
      if (line !== undefined && one !== null) return press(() => joinPack(line, one));
      // The line made nothing yet: this phone says what it makes.
      if (line !== undefined) return setJoining(line);
      if (one === null) return;
      if (choosing === "harvest") harvest(one);
      else press(() => (joining === null ? startPack(one) : joinPack(joining, one)));
    };
    const going = joining === null ? open : [];
    return (
      <Options
        title={t(choosing === "harvest" ? "harvest.which" : "pack.which")}
        icon={choosing}
        empty={t("which.empty")}
        options={[
          ...going.map((line) => ({
            key: line.run,
            label: t("pack.join", { what: productOf(line.product)?.name ?? t("pack.line") }),
            more: line.lot ?? t("pack.inputs", { n: line.inputs }),
          })),
          ...list.map((one) => ({ key: one.code, label: one.name, more: one.unit })),
        ]}
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
        options={[
          ...list.map((one) => ({
            key: one.lot,
            label: one.lot,
            ...(one.made_on === null ? {} : { more: one.made_on }),
          })),
          { key: MIXED, label: t("harvest.mixed") },
        ]}
        onChoose={(lot) =>
          void startHarvest(
            product,
            list.filter((one) => lot === MIXED || one.lot === lot),
          )
        }
      >
        {back}
      </Options>
    );
  }
  const job = (kind: JobKind) =>
    offered(kind) ? (
      <Button
        key={kind}
        icon={JOBS[kind].icon}
        onPress={() => {
          void speak([kind]);
          press(() => startJob(kind));
        }}
      >
        {t(`do.${kind}`)}
      </Button>
    ) : null;
  if (choosing === "more")
    return (
      <section class="panel">
        <h2>{t("do.more")}</h2>
        <div class="options">{MORE.map(job)}</div>
        {back}
      </section>
    );
  return (
    <section class="panel">
      <h2>{placeName(place.value)}</h2>
      <div class="options tiles">
        {offered("harvest") ? (
          <Button
            icon="harvest"
            main
            onPress={() => {
              void speak(["harvest"]);
              begin();
            }}
          >
            {t("do.harvest")}
          </Button>
        ) : null}
        {offered("pack") ? (
          <Button
            icon="pack"
            onPress={() => {
              void speak(["pack"]);
              setChoosing("pack");
            }}
          >
            {t("do.pack")}
          </Button>
        ) : null}
        {OFTEN.map(job)}
        <Button
          icon="more"
          onPress={() => {
            void speak(["more"]);
            setChoosing("more");
          }}
        >
          {t("do.more")}
        </Button>
        <Button icon="sheet" onPress={() => go(at.harvestSheet)}>
          {t("sheet.harvest")}
        </Button>
        {offered("ship") ? (
          <Button icon="sheet" onPress={() => go(at.standSheet)}>
            {t("sheet.stand")}
          </Button>
        ) : null}
        <Button icon="count" onPress={() => go(at.stock)}>
          {t("stock.title")}
        </Button>
        <Button icon="list" onPress={() => go(at.today)}>
          {t("today.title")}
        </Button>
        <Button icon="place" quiet onPress={() => void setPlace(null)}>
          {t("where.other")}
        </Button>
      </div>
      <Elsewhere />
    </section>
  );
}

/** What is going on at other places: one tap goes there and on with it. */
export function Elsewhere() {
  const others = Object.values(runs.value).filter((one) => one.place !== place.value);
  if (others.length === 0) return null;
  return (
    <>
      <h3>{t("run.elsewhere")}</h3>
      <div class="options">
        {others.map((one) => (
          <Button key={one.id} icon="place" onPress={() => void setPlace(one.place)}>
            <b>
              {t(`do.${one.kind as "ship"}`)} · {placeName(one.place)}
            </b>
            <small>{t("job.lines", { n: one.lines.length })}</small>
          </Button>
        ))}
      </div>
    </>
  );
}
