import type { Draft, Pack, Quantity } from "../domain/events";
import type { TagState } from "../domain/reading";
import { t } from "../messages";
import { run as current, setRun } from "../store/phone";
import type { Run, RunLine } from "../store/run";
import { asked } from "./asking";
import { say } from "./feedback";
import { save } from "./recording";
import { quantityText, unitsOf } from "./runs";

/**
 * A pack is a run of events: each bin that is dumped, each count of boxes and each loss is on the disk at once,
 * and the last one closes the run.
 */
function pack(run: Run, part: Partial<Pack>): Draft {
  return { kind: "pack", place: run.place, run: run.id, inputs: [], outputs: [], losses: [], gains: [], ...part };
}

function added(run: Run, line: Omit<RunLine, "event">): (event: string) => Run {
  return (event) => ({ ...run, lines: [...run.lines, { event, ...line }] });
}

/**
 * A tag goes in, or labels what comes out, as the screen was set. Another phone may have bound it since this one
 * was last online: then the line carries the tag alone, and the book finds what it held.
 */
export async function packTag(run: Run, tag: TagState): Promise<void> {
  if (run.scanning === "out") {
    if (tag.state === "bound") return say("warn", t("scan.in_use", { lot: tag.lot ?? "" }));
    return void (await outputOf(run, { value: run.per_tag, unit: run.unit ?? "" }, tag.tag));
  }
  if (tag.state !== "bound") return inputOfTag(run, { ...tag, lot: null, quantity: null }, t("pack.in_unknown"));
  if (tag.lot !== null && tag.lot === run.lot) return say("warn", t("pack.own_output"));
  return inputOfTag(run, tag, t("pack.in", { what: tag.lot ?? tag.tag }));
}

async function inputOfTag(run: Run, tag: TagState, text: string): Promise<void> {
  const known = {
    ...(tag.lot === null ? {} : { lot: tag.lot }),
    ...(tag.quantity === null ? {} : { quantity: tag.quantity }),
  };
  const draft = pack(run, { inputs: [{ tag: tag.tag, ...known }] });
  await save(
    draft,
    text,
    added(run, { what: "input", label: tag.tag, tag: tag.tag, lot: tag.lot, quantity: tag.quantity }),
  );
}

/** A lot without tags goes in by its code and a typed quantity. */
export function packLot(lot: string, product: string | null): void {
  asked.value = {
    title: t("pack.how_much_in", { lot }),
    units: unitsOf(product),
    use: (value, unit) => inputOfLot(lot, { value, unit }),
  };
}

async function inputOfLot(lot: string, quantity: Quantity): Promise<boolean> {
  const run = current.value;
  if (run === null) return false;
  return save(
    pack(run, { inputs: [{ lot, quantity }] }),
    t("pack.in", { what: lot }),
    added(run, { what: "input", label: lot, tag: null, lot, quantity }),
  );
}

export async function output(quantity: Quantity): Promise<boolean> {
  return current.value !== null && outputOf(current.value, quantity, null);
}

function outputOf(run: Run, quantity: Quantity, tag: string | null): Promise<boolean> {
  const lot = run.lot ?? "";
  const line = { lot, product: run.product ?? "", quantity, ...(tag === null ? {} : { tags: [{ tag, quantity }] }) };
  return save(
    pack(run, { outputs: [line] }),
    t("pack.out", { quantity: quantityText(quantity) }),
    added(run, { what: "output", label: tag ?? lot, tag, lot, quantity }),
  );
}

export async function loss(reason: string, quantity: Quantity): Promise<boolean> {
  const run = current.value;
  if (run === null) return false;
  return save(
    pack(run, { losses: [{ reason, quantity }] }),
    t("pack.lost", { quantity: quantityText(quantity) }),
    added(run, { what: "loss", label: reason, tag: null, lot: null, quantity }),
  );
}

/** Whether the tags that are scanned next go in or come out. */
export async function setScanning(scanning: Run["scanning"]): Promise<void> {
  if (current.value !== null) await setRun({ ...current.value, scanning });
}

/** Close the run; one in which nothing happened is dropped without a word. */
export async function closePack(): Promise<void> {
  const run = current.value;
  if (run === null) return;
  if (run.lines.length === 0) return setRun(null);
  await save(pack(run, { close: true }), t("pack.closed", { lot: run.lot ?? "" }), () => null);
}
