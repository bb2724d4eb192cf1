import { signal } from "@preact/signals";
import { readLabel, type Label } from "../domain/labels";
import { t } from "../messages";
import { at, go } from "../paths";
import { lotState, tagState } from "../store/cache";
import { personOf, placeOf } from "../store/catalog";
import { device, person, run, setPerson, setPlace } from "../store/phone";
import type { TagState } from "../domain/reading";
import { harvestTag } from "./harvesting";
import { packLot, packTag } from "./packing";
import { shipLot, shipTag } from "./shipping";
import { say } from "./feedback";
import { inTurn } from "./recording";

/** A tag or lot that was scanned while nothing was going on: the screen shows what it is and what can be done. */
export const looking = signal<{ tag: TagState | null; lot: string; product: string | null } | null>(null);
/** The code of an enrolment that was scanned. */
export const enrolmentCode = signal<string | null>(null);

const AGAIN_MS = 1500;
const seen = new Map<string, number>();

/** A label stays in view for many frames: it is one scan until it was out of sight for a while. */
export function fromCamera(text: string): void {
  const now = performance.now();
  const last = seen.get(text);
  seen.set(text, now);
  if (last === undefined || now - last > AGAIN_MS) onScan(text);
}

/** One scan after another, in order, whatever it came from. */
export function onScan(text: string): void {
  void inTurn(() => act(text));
}

async function act(text: string): Promise<void> {
  const label = readLabel(text, device.value?.operation ?? null, {
    places: (code) => placeOf(code) !== null,
    people: (code) => personOf(code) !== null,
  });
  looking.value = null;
  if (label.kind === "enrolment") return enrol(label.code);
  if (label.kind === "unknown") return say("bad", t("scan.unknown"));
  if (label.kind === "mistyped") return say("bad", t("scan.mistyped"));
  if (label.kind === "foreign") return say("bad", t("scan.foreign", { operation: label.operation }));
  if (label.kind === "place") return atPlace(label.code);
  if (label.kind === "badge") return withBadge(label.code);
  if (person.value === null) return say("warn", t("scan.who_first"));
  return label.kind === "tag" ? onTag(label) : onLot(label.code);
}

function enrol(code: string): void {
  enrolmentCode.value = code;
  go(at.enrol);
}

async function atPlace(code: string): Promise<void> {
  const known = placeOf(code);
  const kept = known?.code ?? code;
  if (run.value !== null && run.value.place !== kept) return say("warn", t("scan.close_first"));
  await setPlace(kept);
  say(
    known === null ? "warn" : "ok",
    known === null ? t("scan.place_unknown", { code }) : t("scan.place", { name: known.name }),
  );
}

async function withBadge(code: string): Promise<void> {
  const known = personOf(code);
  await setPerson(known?.code ?? code);
  say("ok", t("scan.person", { name: known?.name ?? code }));
}

async function onTag({ code }: Extract<Label, { code: string }>): Promise<void> {
  const tag: TagState = (await tagState(code)) ?? { tag: code, lot: null, quantity: null, state: "blank" };
  if (tag.state === "retired") return say("bad", t("scan.retired"));
  const doing = run.value;
  if (doing?.lines.some((line) => line.tag === code)) return say("warn", t("scan.twice"));
  if (doing?.kind === "harvest") return harvestTag(doing, tag);
  if (doing?.kind === "pack") return packTag(doing, tag);
  if (doing?.kind === "ship") return shipTag(doing, tag);
  if (tag.state !== "bound" || tag.lot === null) return say("warn", t("scan.blank"));
  looking.value = { tag, lot: tag.lot, product: (await lotState(tag.lot))?.product ?? null };
  say("ok", t("scan.bound", { lot: tag.lot }));
}

async function onLot(code: string): Promise<void> {
  const known = await lotState(code);
  const doing = run.value;
  if (doing?.kind === "pack") return packLot(code, known?.product ?? null);
  if (doing?.kind === "ship") return shipLot(code, known?.product ?? null);
  looking.value = { tag: null, lot: code, product: known?.product ?? null };
  say(
    known === null ? "warn" : "ok",
    known === null ? t("scan.lot_unknown", { lot: code }) : t("scan.bound", { lot: code }),
  );
}
