import { CAME_BACK } from "../domain/reading";
import { t } from "../messages";
import { cachedLot } from "../store/catalog";
import { say } from "./feedback";

/** Why a lot may not be used or shipped now, in words; null where it may, as far as this phone knows. */
export function onHold(lot: string | null): string | null {
  const hold = lot === null ? null : (cachedLot(lot)?.hold ?? null);
  if (hold === null) return null;
  return t("held.why", { reason: hold === CAME_BACK ? t("held.came_back") : hold || "–" });
}

/** Say that something was done; where a lot in it is on hold, warn with the same breath. Nothing is refused. */
export function sayDone(text: string, lots: (string | null)[], aloud?: number): void {
  const lot = lots.find((one) => onHold(one) !== null);
  if (lot === undefined) return say("ok", text, aloud);
  say("warn", text.includes(lot ?? "") ? `${text} · ${onHold(lot)}` : `${text} · ${lot}: ${onHold(lot)}`);
}
