import { useEffect, useState } from "preact/hooks";
import { t } from "../messages";
import { placeName, productOf } from "../store/catalog";
import { total, type Run } from "../store/run";
import { Button } from "../ui";
import { asked } from "./asking";
import { Options } from "./Choose";
import { undoLast } from "./harvesting";
import { followLines, lineOf } from "./lines";
import { PickLot } from "./PickLot";
import { closePack, loss, output, packLot, setScanning } from "./packing";
import { press } from "./recording";
import { RunLines } from "./RunLines";
import { lossUnits, massInWords, massOf, quantityText, unitsOf } from "./runs";

const REASONS = ["cull", "trim", "spill", "compost", "juice"] as const;

export function PackRun({ run }: { run: Run }) {
  useEffect(followLines, []);
  const [choosing, setChoosing] = useState<"loss" | "lot" | null>(null);
  const unit = run.unit ?? "";
  const out = total(run, "output", unit);
  const inputs = run.lines.filter((line) => line.what === "input");

  const made = (): void => {
    asked.value = {
      title: t("pack.how_many_out"),
      units: unitsOf(run.product),
      use: (value, of) => output({ value, unit: of }),
    };
  };
  if (choosing === "loss") {
    const ask = (reason: string): void => {
      setChoosing(null);
      asked.value = {
        title: t("pack.how_much_lost"),
        units: lossUnits(),
        use: (value, of) => loss(reason, { value, unit: of }),
      };
    };
    return (
      <Options
        title={t("pack.why_lost")}
        empty=""
        options={REASONS.map((one) => ({ key: one, label: t(`loss.${one}`) }))}
        onChoose={ask}
      >
        <Button icon="back" quiet onPress={() => setChoosing(null)}>
          {t("back")}
        </Button>
      </Options>
    );
  }
  if (choosing === "lot") {
    const chosen = (lot: string, product: string): void => {
      setChoosing(null);
      packLot(lot, product);
    };
    return (
      <PickLot kinds={["harvest", "received", "packed", "input"]} onChoose={chosen} onBack={() => setChoosing(null)} />
    );
  }
  return (
    <section class="panel run">
      <h2>
        {t("do.pack")} · {placeName(run.place)} · {productOf(run.product)?.name ?? run.product}
      </h2>
      <p class="count" aria-live="polite">
        <b>
          {t("pack.inputs", { n: inputs.length })} → {quantityText({ value: String(out), unit })}
        </b>
        <span>
          {out > 0
            ? massOf({ value: String(out), unit }, run.product)
            : t(run.scanning === "in" ? "pack.hint_in" : "pack.hint_out")}
        </span>
      </p>
      <p class="codes">
        {t("pack.lot")} <code>{run.lot}</code>
      </p>
      <div class="row" role="group" aria-label={t("pack.scanning")}>
        {(["in", "out"] as const).map((one) => (
          <Button key={one} pressed={run.scanning === one} onPress={() => press(() => setScanning(one))}>
            {t(`pack.scan_${one}`)}
          </Button>
        ))}
      </div>
      <div class="row">
        <Button icon="pack" onPress={made}>
          {t("pack.made")}
        </Button>
        <Button icon="warn" onPress={() => setChoosing("loss")}>
          {t("pack.loss")}
        </Button>
      </div>
      <div class="row">
        <Button icon="undo" disabled={run.lines.length === 0} onPress={() => press(undoLast)}>
          {t("run.undo")}
        </Button>
        <Button icon="ok" main onPress={() => press(closePack)}>
          {t("run.close")}
        </Button>
      </div>
      <Button icon="list" quiet onPress={() => setChoosing("lot")}>
        {t("lot.pick")}
      </Button>
      {/* It comes when the office's computer answers: below the buttons, so that none moves from under a finger. */}
      <Line run={run.id} />
      <RunLines run={run} />
    </section>
  );
}

/** What all phones of the line recorded of this run, as the office's computer heard it last. */
function Line({ run }: { run: string }) {
  const line = lineOf(run);
  if (line === null) return null;
  const parts = [
    ["in", line.in_mg],
    ["out", line.out_mg],
    ["lost", line.lost_mg],
    ["left", line.left_mg],
  ] as const;
  return (
    <dl class="line-balance">
      {parts.map(([name, mg]) => (
        <div key={name}>
          <dt>{t(`pack.line_${name}`)}</dt>
          <dd>{massInWords(mg)}</dd>
        </div>
      ))}
    </dl>
  );
}
