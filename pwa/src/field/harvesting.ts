import type { Quantity } from "../domain/events";
import type { TagState } from "../domain/reading";
import { t } from "../messages";
import { run as current, setRun } from "../store/phone";
import { total, type Run } from "../store/run";
import { say } from "./feedback";
import { save } from "./recording";
import { quantityText } from "./runs";

/** One scan of a blank tag is one harvest event, which binds the tag. */
export async function harvestTag(run: Run, tag: TagState): Promise<void> {
  if (tag.state === "bound") return say("warn", t("scan.in_use", { lot: tag.lot ?? "" }));
  await harvest(run, { value: run.per_tag, unit: run.unit ?? "" }, tag.tag);
}

/** A quantity without a tag: a load that is counted, not labelled. */
export async function harvestLoose(quantity: Quantity): Promise<boolean> {
  return current.value !== null && harvest(current.value, quantity, null);
}

function harvest(run: Run, quantity: Quantity, tag: string | null): Promise<boolean> {
  const lot = run.lot ?? "";
  const tags = tag === null ? {} : { tags: [{ tag, quantity }] };
  const draft = {
    kind: "harvest" as const,
    place: run.place,
    run: run.id,
    lot,
    product: run.product ?? "",
    from: run.plantings,
    quantity,
    ...tags,
  };
  const added = (event: string): Run => ({
    ...run,
    lines: [...run.lines, { event, what: "harvest", label: tag ?? lot, tag, lot, quantity }],
  });
  const count = total(added(""), "harvest", quantity.unit);
  return save(draft, t("harvest.added", { quantity: quantityText(quantity) }), added, count);
}

/** The last record of the run was a slip: it is voided in the book, and its tag is blank again. */
export async function undoLast(): Promise<void> {
  const run = current.value;
  const last = run?.lines.at(-1);
  if (run === null || last === undefined) return;
  const rest = { ...run, lines: run.lines.slice(0, -1) };
  if (last.event === null) {
    await setRun(rest);
    return say("ok", t("run.undone"));
  }
  await save({ kind: "void", event: last.event, reason: "undo", place: run.place }, t("run.undone"), () => rest);
}

/** Several trays or bins at once that carry no tag of their own. */
export async function harvestMore(count: number): Promise<void> {
  const run = current.value;
  if (run !== null) await harvest(run, { value: String(count), unit: run.unit ?? "" }, null);
}

export async function setPerTag(value: string, unit: string): Promise<boolean> {
  if (current.value !== null) await setRun({ ...current.value, per_tag: value, unit });
  return true;
}
