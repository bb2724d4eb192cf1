import type { Quantity } from "../domain/events";
import type { TagState } from "../domain/reading";
import { t } from "../messages";
import { run as current, setRun } from "../store/phone";
import { takenLines, type Run, type RunLine } from "../store/run";
import { asked } from "./asking";
import { say } from "./feedback";
import { save } from "./recording";
import { unitsOf } from "./runs";

/** A shipment is one event, recorded when it leaves; its lines are kept on the phone meanwhile. */
export async function shipTag(run: Run, tag: TagState): Promise<void> {
  const known = tag.state === "bound";
  const line: RunLine = {
    what: "shipped",
    event: null,
    label: tag.tag,
    tag: tag.tag,
    lot: known ? tag.lot : null,
    quantity: known ? tag.quantity : null,
  };
  await add(run, line, known ? t("ship.added", { what: tag.lot ?? tag.tag }) : t("ship.unknown"));
}

export function shipLot(lot: string, product: string | null): void {
  asked.value = {
    title: t("ship.how_much", { lot }),
    units: unitsOf(product),
    use: (value, unit) => addLot(lot, { value, unit }),
  };
}

async function addLot(lot: string, quantity: Quantity): Promise<boolean> {
  if (current.value === null) return false;
  const line: RunLine = { what: "shipped", event: null, label: lot, tag: null, lot, quantity };
  await add(current.value, line, t("ship.added", { what: lot }));
  return true;
}

async function add(run: Run, line: RunLine, text: string): Promise<void> {
  await setRun({ ...run, lines: [...run.lines, line] });
  say("ok", text);
}

/** The number of the bill of lading, as it is typed. */
export async function setBol(bol: string): Promise<void> {
  if (current.value !== null) await setRun({ ...current.value, bol });
}

export async function ship(): Promise<void> {
  const run = current.value;
  if (run === null || run.lines.length === 0) return;
  const number = run.bol.trim();
  const refs = number === "" ? {} : { refs: [{ kind: "bol", number }] };
  const lines = takenLines(run);
  await save(
    { kind: "ship", place: run.place, run: null, partner: run.partner ?? "", lines, ...refs },
    t("ship.gone"),
    () => null,
  );
}
