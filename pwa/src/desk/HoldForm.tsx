import { useState } from "preact/hooks";
import { record, type LotStory } from "../api";
import { atWithOffset } from "../domain/clock";
import { newId } from "../domain/ids";
import { t } from "../messages";
import { Button, Form, Input, Notice, Submit } from "../ui";
import { askHolds, reasonText } from "../sheets/holds";
import { session, useAct } from "../sheets/load";

/** Whether a lot may be used: on hold, it warns at every scan, until somebody releases it and says why. */
export function HoldForm({ lot, onChanged }: { lot: LotStory; onChanged: () => void }) {
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState("");
  const { busy, problem, act } = useAct();
  const held = lot.hold?.state === "hold";
  const say = async (): Promise<void> => {
    const now = Date.now();
    const state = held ? "release" : "hold";
    const head = { id: newId(now), kind: "hold", v: 1, at: atWithOffset(now), by: session.value?.person.code ?? null };
    await record([{ ...head, lots: [lot.lot], state, reason: reason.trim() }]);
    setOpen(false);
    setReason("");
    void askHolds();
    onChanged();
  };
  return (
    <>
      {held ? <Notice mood="warn">{t("hold.is_held", { reason: reasonText(lot.hold?.reason ?? null) })}</Notice> : null}
      {problem === null ? null : <Notice mood="bad">{problem}</Notice>}
      {open ? (
        <Form onSubmit={() => act(say)} inline>
          <Input label={t("hold.reason")} value={reason} onChange={setReason} required focused />
          <Submit busy={busy}>{t(held ? "hold.release" : "hold.hold")}</Submit>
        </Form>
      ) : (
        <Button quiet onPress={() => setOpen(true)}>
          {t(held ? "hold.release" : "hold.hold")}
        </Button>
      )}
    </>
  );
}
