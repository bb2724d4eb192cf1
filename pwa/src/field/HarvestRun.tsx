import { useEffect } from "preact/hooks";
import { t } from "../messages";
import { placeName, productOf } from "../store/catalog";
import { setRun } from "../store/phone";
import { total, type Run } from "../store/run";
import { Button } from "../ui";
import { asked } from "./asking";
import { say } from "./feedback";
import { harvestLoose, harvestMore, setPerTag, undoLast } from "./harvesting";
import { press } from "./recording";
import { RunLines } from "./RunLines";
import { massOf, quantityText, unitsOf } from "./runs";
import { speak } from "./voice";

export function HarvestRun({ run }: { run: Run }) {
  useEffect(() => {
    if (run.lines.length === 0) void speak(["scan"]);
  }, [run.id]);
  const unit = run.unit ?? "";
  const count = total(run, "harvest", unit);
  const tags = run.lines.filter((line) => line.tag !== null).length;
  const product = productOf(run.product);
  const loose = (): void => {
    asked.value = {
      title: t("harvest.how_much"),
      units: unitsOf(run.product),
      use: (value, of) => harvestLoose({ value, unit: of }),
    };
  };
  const perTag = (): void => {
    asked.value = {
      title: t("harvest.per_tag_title"),
      units: unitsOf(run.product),
      value: run.per_tag,
      use: setPerTag,
    };
  };
  const close = async (): Promise<void> => {
    await setRun(null);
    say("ok", t("harvest.closed", { quantity: quantityText({ value: String(count), unit }) }));
  };
  return (
    <section class="panel run">
      <h2>
        {t("do.harvest")} · {placeName(run.place)} · {product?.name ?? run.product}
      </h2>
      <p class="count" aria-live="polite">
        <b>{quantityText({ value: String(count), unit })}</b>
        <span>{count > 0 ? massOf({ value: String(count), unit }, run.product) : t("harvest.scan_blank")}</span>
      </p>
      <p class="codes">
        <code>{run.lot}</code>
        {run.plantings.length === 0 ? null : (
          <span>
            {t("harvest.from")} <code>{run.plantings.join(" + ")}</code>
          </span>
        )}
        <span>{t("run.tags", { n: tags })}</span>
      </p>
      <div class="row">
        <Button icon="undo" disabled={run.lines.length === 0} onPress={() => press(undoLast)}>
          {t("run.undo")}
        </Button>
        <Button icon="ok" main onPress={() => press(close)}>
          {t("run.close")}
        </Button>
      </div>
      <div class="row" role="group" aria-label={t("harvest.more")}>
        {[1, 5, 10].map((n) => (
          <Button key={n} label={t("harvest.more_n", { n, unit })} onPress={() => press(() => harvestMore(n))}>
            +{n}
          </Button>
        ))}
      </div>
      <div class="row">
        <Button onPress={loose}>{t("harvest.without_tag")}</Button>
        <Button onPress={perTag}>
          {t("harvest.per_tag", { quantity: quantityText({ value: run.per_tag, unit }) })}
        </Button>
      </div>
      <RunLines run={run} />
    </section>
  );
}
