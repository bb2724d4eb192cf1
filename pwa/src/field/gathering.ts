import type { Quantity } from "../domain/events";
import type { TagState } from "../domain/reading";
import { t } from "../messages";
import { lotState } from "../store/cache";
import { run as current, setRun } from "../store/phone";
import type { Run, RunLine } from "../store/run";
import { asked } from "./asking";
import { say } from "./feedback";
import { sayDone } from "./held";
import { amount, amountText, draftOf, JOBS, type JobKind, missing, type Question } from "./jobs";
import { rememberSaid } from "./last";
import { save } from "./recording";
import { massUnit, unitsOf } from "./runs";

/** A job gathers its lines on the phone, each on the disk as it is scanned, and is one record when it is saved. */

export const jobOf = (run: Run): (typeof JOBS)[JobKind] => JOBS[run.kind as JobKind];

export async function gatherTag(run: Run, tag: TagState): Promise<void> {
  const job = jobOf(run);
  if (job.takes === "nothing") return say("warn", t("job.no_scan"));
  if (job.takes === "blank") return bindTag(run, tag);
  const known = tag.state === "bound" && tag.lot !== null;
  const line: RunLine = {
    event: null,
    what: "line",
    label: tag.tag,
    tag: job.takes === "tags" ? tag.tag : null,
    lot: known ? tag.lot : null,
    quantity: known && job.amounts !== "none" ? tag.quantity : null,
  };
  if (job.takes === "tags" && job.amounts === "possible")
    return add(run, line, known ? t("job.added", { what: tag.lot ?? tag.tag }) : t("job.unknown_tag"));
  if (!known) return say("bad", t("job.tag_needs_lot"));
  if (job.takes === "lots" && run.lines.some((one) => one.label === tag.tag)) return say("warn", t("scan.twice"));
  if (job.amounts === "needed" && line.quantity === null) {
    const product = (await lotState(tag.lot ?? ""))?.product ?? null;
    return askAmount(tag.lot ?? "", product, (quantity) => ({ ...line, quantity }));
  }
  return add(run, line, t("job.added", { what: tag.lot ?? tag.tag }));
}

/** A blank tag that goes on what comes in: it stands for some units of it. */
async function bindTag(run: Run, tag: TagState): Promise<void> {
  if (tag.state === "bound") return say("warn", t("scan.in_use", { lot: tag.lot ?? "" }));
  const quantity = { value: run.per_tag, unit: run.unit ?? amount(run.said["quantity"]).unit };
  if (quantity.unit === "") return say("warn", t("job.quantity_first"));
  await add(run, { event: null, what: "line", label: tag.tag, tag: tag.tag, lot: run.lot, quantity }, t("job.tagged"));
}

/** A lot that was chosen, or whose label was scanned. */
export function gatherLot(lot: string, product: string | null): void {
  const run = current.value;
  if (run === null) return;
  const job = jobOf(run);
  const line: RunLine = { event: null, what: "line", label: lot, tag: null, lot, quantity: null };
  if (job.takes === "nothing" || job.takes === "blank") return say("warn", t("job.no_scan"));
  if (job.amounts === "none") {
    if (run.lines.some((one) => one.lot === lot)) return say("warn", t("scan.twice"));
    return void add(run, line, t("job.added", { what: lot }));
  }
  askAmount(lot, product, (quantity) => ({ ...line, quantity }), job.amounts === "possible" ? line : null);
}

function askAmount(
  lot: string,
  product: string | null,
  lineOf: (quantity: Quantity) => RunLine,
  all: RunLine | null = null,
): void {
  const added = async (line: RunLine): Promise<boolean> => {
    if (current.value === null) return false;
    await add(current.value, line, t("job.added", { what: lot }));
    return true;
  };
  asked.value = {
    title: t("job.how_much", { lot }),
    units: current.value?.said["disposal"] === "shrink" ? [massUnit()] : unitsOf(product),
    use: (value, unit) => added(lineOf({ value, unit })),
    ...(all === null ? {} : { whole: () => added(all) }),
  };
}

async function add(run: Run, line: RunLine, text: string): Promise<void> {
  await setRun({ ...run, lines: [...run.lines, line] });
  sayDone(text, [line.lot]);
}

/** Keep an answer; the screen that asked goes on at once. */
export async function answer(name: string, value: string): Promise<void> {
  const run = current.value;
  if (run !== null) await setRun({ ...run, said: { ...run.said, [name]: value } });
}

/** Ask a number with its unit by the keypad. */
export function askNumber(question: Question, units: string[]): void {
  const said = amount(current.value?.said[question.name]);
  asked.value = {
    title: t(`question.${question.name}` as "question.quantity"),
    units: said.unit === "" ? units : [said.unit, ...units.filter((unit) => unit !== said.unit)],
    ...(said.value === "" ? {} : { value: said.value }),
    use: async (value, unit) => {
      await answer(question.name, amountText({ value, unit }));
      return true;
    },
  };
}

/** Save the job as one record. What is missing is said, and nothing is lost. */
export async function finish(): Promise<void> {
  const run = current.value;
  if (run === null || missing(run).length > 0) return;
  if (await save(draftOf(run), t("job.saved"), () => null)) rememberSaid(run);
}

/** What the phone believes is at this place and nobody has counted yet. */
export function notSeen<Lot extends { lot: string; place: string | null }>(run: Run, lots: Lot[]): Lot[] {
  const seen = new Set(run.lines.map((line) => line.lot));
  return lots.filter((lot) => lot.place === run.place && !seen.has(lot.lot));
}
