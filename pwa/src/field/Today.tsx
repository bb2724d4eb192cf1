import { useEffect, useState } from "preact/hooks";
import { correctable, type Recorded } from "../domain/events";
import { clock, t, words } from "../messages";
import { at, follow, go } from "../paths";
import { partnerOf, placeName, productOf } from "../store/catalog";
import { todaysRecords, type HistoryLine } from "../store/history";
import type { Kept } from "../store/outbox";
import { waiting } from "../store/phone";
import { Button } from "../ui";
import { quantityText } from "./runs";

/** A cheap phone draws so many lines before anybody waits. */
const SHOWN_AT_ONCE = 20;
const MORE_AT_ONCE = 200;

/** What this phone recorded today. A tap on a line corrects it. */
export function Today() {
  const [lines, setLines] = useState<HistoryLine[] | null>(null);
  const [all, setAll] = useState(false);
  const [most, setMost] = useState(SHOWN_AT_ONCE);
  const unsent = waiting.value;
  useEffect(() => {
    todaysRecords(Date.now()).then(setLines, () => setLines([]));
  }, [unsent]);
  // What was undone or put right stays in the book; here it is folded away.
  const counted = lines?.filter((line) => all || (line.stands && line.kept.event.kind !== "void"));
  const folded = (lines?.length ?? 0) - (counted?.length ?? 0);
  const shown = counted?.slice(0, most);
  const older = (counted?.length ?? 0) - (shown?.length ?? 0);
  return (
    <main class="page">
      <h1>{t("today.title")}</h1>
      <Button icon="camera" onPress={() => go(at.home)}>
        {t("today.scan_on")}
      </Button>
      {lines?.length === 0 ? <p>{t("today.empty")}</p> : null}
      <ul class="records">
        {shown?.map(({ kept, stands }) => (
          <li key={kept.id} class={stands ? "" : "gone"}>
            <a href={at.fix(kept.id)} onClick={follow}>
              <span class="when">{clock(kept.saved_at)}</span>
              <span class="what">{summary(kept.event)}</span>
              <span class="state">{stateText(kept, stands)}</span>
            </a>
          </li>
        ))}
      </ul>
      {older === 0 ? null : (
        <Button icon="list" onPress={() => setMost(most + MORE_AT_ONCE)}>
          {t("today.older", { n: older })}
        </Button>
      )}
      {folded === 0 ? null : (
        <Button quiet onPress={() => setAll(true)}>
          {t("today.folded", { n: folded })}
        </Button>
      )}
    </main>
  );
}

function stateText(kept: Kept, stands: boolean): string {
  if (kept.waiting === 1) return t("today.waits");
  if (kept.status === "held") return t("today.held");
  if (kept.status === "quarantined") return t("today.quarantined");
  return t(stands ? "today.sent" : "today.gone");
}

/** One line in words: "Harvest · Block 4 · 1 bin · H26-B4-0912-A". */
export function summary(event: Recorded): string {
  const parts: (string | null | undefined)[] = [t(`kind.${event.kind}`), event.place ? placeName(event.place) : null];
  if (event.kind === "harvest")
    parts.push(productOf(event.product)?.name, quantityText(event.quantity), event.tags?.[0]?.tag ?? event.lot);
  if (event.kind === "pack") {
    const line = [...event.inputs, ...event.outputs][0];
    parts.push(
      event.close === true ? t("run.close") : null,
      event.losses[0]?.reason,
      quantityText(correctable(event)),
      line?.lot,
    );
  }
  if ("partner" in event) parts.push(partnerOf(event.partner)?.name ?? event.partner);
  if (event.kind === "plant") parts.push(productOf(event.product)?.name, quantityText(event.area), event.lot);
  if (event.kind === "weigh") parts.push(quantityText(event.mass));
  if (event.kind === "move") parts.push(`→ ${placeName(event.to)}`);
  if (event.kind === "dispose") parts.push(t(`answer.${event.reason}`));
  if (event.kind === "hold") parts.push(t(`answer.${event.state}`), event.lots[0], event.reason);
  if (event.kind === "tag") parts.push(event.lot, event.with ?? event.tag);
  if (event.kind === "clean") parts.push(words("answer", event.method, event.method));
  if (event.kind === "apply") parts.push(event.uses[0]?.lot, quantityText(correctable(event)));
  if ("lines" in event) {
    const [line] = event.lines;
    parts.push(
      event.lines.length === 1
        ? ((line && "tag" in line ? line.tag : undefined) ?? line?.lot)
        : t("job.lines", { n: event.lines.length }),
    );
    parts.push(quantityText(correctable(event)));
  }
  parts.push(event.refs?.[0]?.number, event.note);
  if (event.kind === "void") parts.push(t("today.voids"), event.reason);
  return parts.filter((part) => part !== null && part !== undefined && part !== "").join(" · ");
}
