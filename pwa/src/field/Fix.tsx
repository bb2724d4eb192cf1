import { useEffect, useState } from "preact/hooks";
import {
  correctable,
  productIn,
  weighable,
  withQuantity,
  type Doc,
  type Draft,
  type Quantity,
  type Recorded,
} from "../domain/events";
import { t } from "../messages";
import { at, go } from "../paths";
import { recordOf } from "../store/history";
import type { Runs } from "../store/run";
import { Button, Form, Input, Keypad, Submit } from "../ui";
import { say } from "./feedback";
import { AREA_UNITS } from "./jobs";
import { TakePhoto } from "./PhotoButton";
import { inTurn, press, save, saveWith } from "./recording";
import { lossUnits, quantityText, unitsOf } from "./runs";
import { lastTare, onScale, rememberTare } from "./tare";
import { summary } from "./Today";

/** Correct a record: another quantity, or it did not happen at all. The old one stays in the book. */
export function Fix({ id }: { id: string }) {
  const [event, setEvent] = useState<Recorded | null>(null);
  const [counting, setCounting] = useState<"quantity" | "mass" | "tare" | null>(null);
  const [tare, setTare] = useState<Quantity | null>(lastTare);
  const [reason, setReason] = useState("");
  useEffect(() => {
    recordOf(id).then(setEvent, () => setEvent(null));
  }, [id]);
  if (event === null) return <main class="page" />;

  const back = (done: boolean): void => {
    if (done) go(at.today);
  };
  const correct = (value: string, unit: string): void => {
    const { id: replaced, v: _v, at: _at, by: _by, ...facts } = event;
    const draft: Draft = { ...withQuantity(facts, { value, unit }), replaces: replaced };
    press(() =>
      saveWith(draft, t("fix.corrected"), (next, runs) => inRuns(runs, replaced, next, { value, unit })).then(back),
    );
  };
  const drop = (why: string): void => {
    const draft: Draft = {
      kind: "void",
      event: event.id,
      reason: why,
      ...(event.place === undefined ? {} : { place: event.place }),
    };
    press(() => saveWith(draft, t("fix.voided"), (_id, runs) => inRuns(runs, event.id, null, null)).then(back));
  };

  const weigh = (value: string, unit: string): void => {
    const scale = onScale({ value, unit }, tare);
    if (scale === null) return say("bad", t("fix.tare_too_much"));
    const draft: Draft = { kind: "weigh", of: [event.id], ...scale, place: event.place ?? null };
    press(() => save(draft, t("fix.weighed", { quantity: quantityText(scale.mass) })).then(back));
  };
  const illustrate = (doc: Doc): Promise<void> =>
    inTurn(() =>
      save(
        { kind: "note", about: [{ event: event.id }], docs: [doc], place: event.place ?? null },
        t("photo.kept"),
      ).then(back),
    );

  const keepTare = (value: string, unit: string): void => {
    rememberTare({ value, unit });
    setTare({ value, unit });
    setCounting(null);
  };

  const quantity = correctable(event);
  if (counting !== null) {
    const mine = counting === "quantity" ? quantity : null;
    const own = event.kind === "plant" ? AREA_UNITS : unitsOf(productIn(event));
    const units = counting !== "quantity" ? lossUnits() : [...new Set([...(mine === null ? [] : [mine.unit]), ...own])];
    return (
      <main class="page">
        <Keypad
          title={t(
            counting === "quantity"
              ? "fix.how_much"
              : counting === "tare"
                ? "fix.how_heavy_empty"
                : tare === null
                  ? "fix.how_heavy"
                  : "fix.how_heavy_full",
          )}
          units={units}
          {...(mine === null ? {} : { value: mine.value })}
          done={t("ok")}
          cancel={t("cancel")}
          erase={t("erase")}
          onDone={counting === "mass" ? weigh : counting === "tare" ? keepTare : correct}
          onCancel={() => setCounting(null)}
        />
      </main>
    );
  }
  return (
    <main class="page">
      <h1>{t("fix.title")}</h1>
      <p class="what">{summary(event)}</p>
      {quantity === null ? null : (
        <Button icon="keys" main onPress={() => setCounting("quantity")}>
          {t("fix.quantity", { quantity: quantityText(quantity) })}
        </Button>
      )}
      <div class="row">
        {weighable(event) ? (
          <Button icon="keys" onPress={() => setCounting("mass")}>
            {t("fix.weigh")}
          </Button>
        ) : null}
        {weighable(event) ? (
          <Button onPress={() => setCounting("tare")}>
            {tare === null ? t("fix.no_tare") : t("fix.tare", { quantity: quantityText(tare) })}
          </Button>
        ) : null}
        <TakePhoto kind="photo" count={0} onTaken={illustrate} />
      </div>
      <h2>{t("fix.void")}</h2>
      <div class="options">
        <Button onPress={() => drop(t("fix.reason_slip"))}>{t("fix.reason_slip")}</Button>
        <Button onPress={() => drop(t("fix.reason_twice"))}>{t("fix.reason_twice")}</Button>
      </div>
      <Form onSubmit={() => reason.trim() !== "" && drop(reason.trim())} inline>
        <Input label={t("fix.reason")} value={reason} onChange={setReason} />
        <Submit>{t("ok")}</Submit>
      </Form>
      <Button icon="back" quiet onPress={() => go(at.today)}>
        {t("back")}
      </Button>
    </main>
  );
}

/** A correction also shows in the run that is going on, wherever it is: the line changes, or goes. */
function inRuns(
  runs: Runs,
  event: string,
  next: string | null,
  quantity: { value: string; unit: string } | null,
): Runs {
  const changed = Object.entries(runs).map(([key, run]) => {
    const lines =
      next === null
        ? run.lines.filter((line) => line.event !== event)
        : run.lines.map((line) => (line.event === event ? { ...line, event: next, quantity } : line));
    return [key, { ...run, lines }] as const;
  });
  return Object.fromEntries(changed);
}
