import { useEffect, useState } from "preact/hooks";
import { correctable, withQuantity, type Draft, type Recorded } from "../domain/events";
import { t } from "../messages";
import { at, go } from "../paths";
import { recordOf } from "../store/history";
import { run } from "../store/phone";
import type { Run } from "../store/run";
import { Button, Form, Input, Keypad, Submit } from "../ui";
import { press, save } from "./recording";
import { quantityText, unitsOf } from "./runs";
import { summary } from "./Today";

/** Correct a record: another quantity, or it did not happen at all. The old one stays in the book. */
export function Fix({ id }: { id: string }) {
  const [event, setEvent] = useState<Recorded | null>(null);
  const [counting, setCounting] = useState(false);
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
      save(draft, t("fix.corrected"), (next) => inRun(run.value, replaced, next, { value, unit })).then(back),
    );
  };
  const drop = (why: string): void => {
    const draft: Draft = {
      kind: "void",
      event: event.id,
      reason: why,
      ...(event.place === undefined ? {} : { place: event.place }),
    };
    press(() => save(draft, t("fix.voided"), () => inRun(run.value, event.id, null, null)).then(back));
  };

  const quantity = correctable(event);
  const product =
    event.kind === "harvest" ? event.product : event.kind === "pack" ? (event.outputs[0]?.product ?? null) : null;
  if (counting && quantity !== null) {
    const units = [...new Set([quantity.unit, ...unitsOf(product)])];
    return (
      <main class="page">
        <Keypad
          title={t("fix.how_much")}
          units={units}
          value={quantity.value}
          done={t("ok")}
          cancel={t("cancel")}
          erase={t("erase")}
          onDone={correct}
          onCancel={() => setCounting(false)}
        />
      </main>
    );
  }
  return (
    <main class="page">
      <h1>{t("fix.title")}</h1>
      <p class="what">{summary(event)}</p>
      {quantity === null ? null : (
        <Button icon="keys" main onPress={() => setCounting(true)}>
          {t("fix.quantity", { quantity: quantityText(quantity) })}
        </Button>
      )}
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

/** A correction also shows in the run that is going on: the line changes, or goes. */
function inRun(
  now: Run | null,
  event: string,
  next: string | null,
  quantity: { value: string; unit: string } | null,
): Run | null {
  if (now === null) return null;
  const lines =
    next === null
      ? now.lines.filter((line) => line.event !== event)
      : now.lines.map((line) => (line.event === event ? { ...line, event: next, quantity } : line));
  return { ...now, lines };
}
