import { useState } from "preact/hooks";
import { t } from "../messages";
import { openLots, partnerOf, partners, placeName, places, productOf, products } from "../store/catalog";
import { setRun } from "../store/phone";
import type { Run } from "../store/run";
import { Button, Icon, Input } from "../ui";
import { Options, type Option } from "./Choose";
import { answer, askNumber, finish, gatherLot, jobOf, notSeen } from "./gathering";
import { undoLast } from "./harvesting";
import { amount, AREA_UNITS, missing, type Question } from "./jobs";
import { PhotoButton } from "./PhotoButton";
import { PickLot } from "./PickLot";
import { inTurn, press } from "./recording";
import { RunLines } from "./RunLines";
import { quantityText, unitsOf } from "./runs";

/** A job that is one record in the end: what was scanned so far, what is still to be said, and one button. */
export function GatherRun({ run }: { run: Run }) {
  const job = jobOf(run);
  const next = job.questions.find((one) => one.first === true && run.said[one.name] === undefined);
  const [asking, setAsking] = useState<Question | "lot" | null>(null);
  const question = asking ?? next ?? null;
  if (question === "lot") {
    const chosen = (lot: string, product: string): void => {
      setAsking(null);
      gatherLot(lot, product);
    };
    return <PickLot kinds={job.of} onChoose={chosen} onBack={() => setAsking(null)} />;
  }
  if (question !== null)
    return (
      <ChooseAnswer
        run={run}
        question={question}
        onDone={() => setAsking(null)}
        onBack={() => (asking === null ? press(() => setRun(null)) : setAsking(null))}
      />
    );
  const open = missing(run);
  const rest =
    run.kind === "count"
      ? notSeen(
          run,
          openLots.value.filter(({ kind }) => job.of.includes(kind)),
        )
      : [];
  return (
    <section class="panel run">
      <h2>
        <Icon name={job.icon} /> {t(`do.${run.kind as "ship"}`)} · {placeName(run.place)}
      </h2>
      {job.takes === "nothing" ? null : (
        <p class={job.lines === "needed" ? "count" : "count few"} aria-live="polite">
          <b>{t("job.lines", { n: run.lines.length })}</b>
          <span>{run.lines.length === 0 ? t(`job.scan_${job.takes}`) : ""}</span>
        </p>
      )}
      {run.lot === null ? null : (
        <p class="codes">
          {t("looking.lot")} <code>{run.lot}</code>
        </p>
      )}
      <div class="answers">
        {job.questions.map((one) => (
          <Answer key={one.name} run={run} question={one} onAsk={() => setAsking(one)} />
        ))}
      </div>
      <div class="row">
        {job.takes === "nothing" || job.takes === "blank" ? null : (
          <Button icon="list" onPress={() => setAsking("lot")}>
            {t("lot.pick")}
          </Button>
        )}
        <PhotoButton run={run} />
      </div>
      {open.length === 0 ? null : <p class="missing">{t(`missing.${open[0] as "lines"}`)}</p>}
      <div class="row">
        <Button icon="undo" disabled={run.lines.length === 0} onPress={() => press(undoLast)}>
          {t("run.undo")}
        </Button>
        <Button icon="ok" main disabled={open.length > 0} onPress={() => press(finish)}>
          {t(run.kind === "ship" ? "ship.go" : "job.save")}
        </Button>
      </div>
      <Button icon="back" quiet onPress={() => press(() => setRun(null))}>
        {t("job.drop")}
      </Button>
      <RunLines run={run} />
      {rest.length === 0 ? null : (
        <>
          <h3>{t("count.not_seen", { n: rest.length })}</h3>
          <ul class="not-seen">
            {rest.slice(0, 50).map((lot) => (
              <li key={lot.lot}>
                <code>{lot.lot}</code> {productOf(lot.product)?.name ?? lot.product}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

/** One question of a job: a text is typed where it stands, all else is a button with its answer on it. */
function Answer({ run, question, onAsk }: { run: Run; question: Question; onAsk: () => void }) {
  const said = run.said[question.name] ?? "";
  // The typed text is the screen's own: the run follows it to the disk a moment later.
  const [text, setText] = useState(said);
  const label = t(`question.${question.name as "quantity"}`);
  if (question.how === "text") {
    // A label of the supplier's may have been scanned into it meanwhile.
    const shown = document.activeElement?.id === question.name ? text : said;
    const typed = (value: string): void => {
      setText(value);
      void inTurn(() => answer(question.name, value));
    };
    return <Input label={label} value={text === said ? text : shown} onChange={typed} />;
  }
  const ask = (): void =>
    question.how === "amount"
      ? askNumber(question, question.name === "area" ? AREA_UNITS : unitsOf(run.said["product"] ?? null))
      : onAsk();
  return (
    <Button onPress={ask}>
      <small>{label}</small>
      <b>{said === "" ? "…" : answerText(question, said)}</b>
    </Button>
  );
}

function answerText(question: Question, value: string): string {
  if (question.how === "amount") return quantityText(amount(value));
  if (question.how === "choice") return t(`answer.${value as "organic"}`);
  if (question.how === "place") return placeName(value);
  if (question.how === "product" || question.how === "planting") return productOf(value)?.name ?? value;
  if (value === "public" || value === "members") return t(`ship.${value}`);
  return partnerOf(value)?.name ?? value;
}

function ChooseAnswer({
  run,
  question,
  onDone,
  onBack,
}: {
  run: Run;
  question: Question;
  onDone: () => void;
  onBack: () => void;
}) {
  const chosen = (value: string): void => {
    press(() => answer(question.name, value));
    onDone();
  };
  return (
    <Options
      title={t(`question.${question.name as "quantity"}`)}
      icon={jobOf(run).icon}
      empty={t("which.empty")}
      options={optionsOf(question, run)}
      onChoose={chosen}
    >
      <Button icon="back" quiet onPress={onBack}>
        {t("back")}
      </Button>
    </Options>
  );
}

function optionsOf(question: Question, run: Run): Option[] {
  const named = (all: { code: string; name: string }[]): Option[] =>
    all.map((one) => ({ key: one.code, label: one.name ?? one.code, more: one.code }));
  switch (question.how) {
    case "customer": {
      const outside = run.kind === "ship" ? (["public", "members"] as const) : [];
      return [
        ...named(partners.value.filter((one) => one.roles?.includes("customer"))),
        ...outside.map((one) => ({ key: one, label: t(`ship.${one}`) })),
      ];
    }
    case "supplier":
      return named(partners.value.filter((one) => one.roles?.includes("supplier")));
    case "place":
      return named(places.value.filter((one) => one.code !== run.place));
    case "planting":
      return named(products.value.filter((one) => one.stage === "planting"));
    case "product":
      return named(products.value.filter((one) => one.stage !== "planting"));
    case "choice":
    case "text":
    case "amount":
      return (question.options ?? []).map((one) => ({ key: one, label: t(`answer.${one as "organic"}`) }));
  }
}
