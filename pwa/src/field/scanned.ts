import { signal } from "@preact/signals";
import { normalTagCode, slip, TAG_LENGTH } from "../domain/codes";
import { readLabel, type Label } from "../domain/labels";
import { t } from "../messages";
import { at, go } from "../paths";
import { knownTags, lotState, tagState } from "../store/cache";
import { cachedLot, personOf, placeOf } from "../store/catalog";
import { device, person, place, run, setPlace } from "../store/phone";
import { become } from "./pin";
import type { TagState } from "../domain/reading";
import { harvestTag } from "./harvesting";
import { packLot, packTag } from "./packing";
import { answer, gatherLot, gatherTag } from "./gathering";
import { say } from "./feedback";
import { sayDone } from "./held";
import { inTurn, save } from "./recording";

/** A tag or lot that was scanned while nothing was going on: the screen shows what it is and what can be done. */
export const looking = signal<{ tag: TagState | null; lot: string; product: string | null } | null>(null);
/** A lot, or an old tag of it, that gets a new tag: the next blank one that is scanned. */
export const sticking = signal<{ lot: string; tag: TagState | null } | null>(null);
/** Whether somebody is choosing what a run makes: what comes into view meanwhile does not take that from the screen. */
export const choosing = signal(false);
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
    lots: (code) => cachedLot(code) !== null,
  });
  looking.value = null;
  if (label.kind === "enrolment") return enrol(label.code);
  // A delivery carries its supplier's own label: what it says is the supplier's lot.
  if (run.value?.kind === "receive" && isTheirs(label, text)) return suppliersLabel(text);
  if (label.kind === "unknown") return say("bad", t("scan.unknown"));
  if (label.kind === "mistyped") return mistyped(text);
  if (label.kind === "foreign") return say("bad", t("scan.foreign", { operation: label.operation }));
  if (label.kind === "place") return atPlace(label.code);
  if (label.kind === "badge") return withBadge(label.code);
  if (person.value === null) return say("warn", t("scan.who_first"));
  return label.kind === "tag" ? onTag(label) : onLot(label.code);
}

/** Name the wrong character where it can be told: by the alphabet, or by the tags that this phone knows. */
async function mistyped(text: string): Promise<void> {
  const tags = new Set(await knownTags());
  const found = text.includes("://") ? null : slip(text, (code) => tags.has(code));
  if (found === null) return say("bad", t("scan.mistyped"));
  const { at, typed, should } = found;
  say("bad", should === null ? t("scan.strange", { at, typed }) : t("scan.slip", { at, typed, should }));
}

function enrol(code: string): void {
  enrolmentCode.value = code;
  go(at.enrol);
}

const LABEL_MAX = 100;

/** Whether a text comes from outside: no label of ours, and not ten characters of a tag with a slip in them. */
function isTheirs(label: Label, text: string): boolean {
  if (label.kind === "mistyped") return normalTagCode(text).length !== TAG_LENGTH;
  return label.kind === "unknown" || label.kind === "foreign" || (label.kind === "lot" && !text.includes("://"));
}

async function suppliersLabel(text: string): Promise<void> {
  await answer("supplier_lot", text.trim().slice(0, LABEL_MAX));
  say("ok", t("scan.supplier_lot", { lot: text.trim().slice(0, LABEL_MAX) }));
}

async function atPlace(code: string): Promise<void> {
  const known = placeOf(code);
  const kept = known?.code ?? code;
  // What is being moved goes to the place that is scanned; anything else waits here while somebody works there.
  if (run.value?.kind === "move" && run.value.place !== kept) {
    await answer("to", kept);
    return say("ok", t("scan.to", { name: known?.name ?? kept }));
  }
  await setPlace(kept);
  say(
    known === null ? "warn" : "ok",
    known === null ? t("scan.place_unknown", { code }) : t("scan.place", { name: known.name }),
  );
}

async function withBadge(code: string): Promise<void> {
  const known = personOf(code);
  if (known?.retired === true) return say("bad", t("scan.badge_retired"));
  await become(known?.code ?? code);
}

async function onTag({ code }: Extract<Label, { code: string }>): Promise<void> {
  const tag: TagState = (await tagState(code)) ?? { tag: code, lot: null, quantity: null, state: "blank" };
  if (tag.state === "retired") return say("bad", t("scan.retired"));
  if (sticking.value !== null) return stick(tag);
  const doing = run.value;
  if (doing?.lines.some((line) => line.tag === code)) return say("warn", t("scan.twice"));
  if (doing?.kind === "harvest") return harvestTag(doing, tag);
  if (doing?.kind === "pack") return packTag(doing, tag);
  if (doing !== null) return gatherTag(doing, tag);
  if (tag.state !== "bound" || tag.lot === null) return say("warn", t("scan.blank"));
  if (choosing.value) return say("warn", t("scan.choose_first"));
  looking.value = { tag, lot: tag.lot, product: (await lotState(tag.lot))?.product ?? null };
  sayDone(t("scan.bound", { lot: tag.lot }), [tag.lot]);
}

async function onLot(code: string): Promise<void> {
  const known = await lotState(code);
  const doing = run.value;
  if (doing?.kind === "pack") return packLot(code, known?.product ?? null);
  if (doing !== null && doing.kind !== "harvest") return gatherLot(code, known?.product ?? null);
  if (choosing.value) return say("warn", t("scan.choose_first"));
  looking.value = { tag: null, lot: code, product: known?.product ?? null };
  if (known === null) return say("warn", t("scan.lot_unknown", { lot: code }));
  sayDone(t("scan.bound", { lot: code }), [code]);
}

/** The new tag takes the place of the old one; a lot without one gets a tag that names it. */
async function stick(blank: TagState): Promise<void> {
  const old = sticking.value;
  if (old === null) return;
  if (blank.state === "bound") return say("warn", t("scan.in_use", { lot: blank.lot ?? "" }));
  const draft =
    old.tag === null
      ? { kind: "tag" as const, action: "bind" as const, tag: blank.tag, lot: old.lot }
      : {
          kind: "tag" as const,
          action: "replace" as const,
          tag: old.tag.tag,
          with: blank.tag,
          lot: old.lot,
          ...(old.tag.quantity === null ? {} : { quantity: old.tag.quantity }),
        };
  if (await save({ ...draft, place: place.value }, t("scan.relabelled", { lot: old.lot }))) sticking.value = null;
}
