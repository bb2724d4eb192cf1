import { useEffect, useState } from "preact/hooks";
import type { Recorded } from "../domain/events";
import type { LotState } from "../domain/reading";
import { unitsAfter } from "../domain/stock";
import { dayAndClock, number, t } from "../messages";
import { at, go } from "../paths";
import { knownAt, openLots, placeName, productOf } from "../store/catalog";
import { unsentEvents } from "../store/history";
import { place, waiting } from "../store/phone";
import { Button } from "../ui";
import { Options } from "./Choose";
import { onHold } from "./held";
import { looking } from "./scanned";

const SHOWN_MAX = 200;

/** What lies here, as far as this phone knows: the server's word, and its own records that are not sent yet. */
export function Stock() {
  const unsent = useUnsent();
  const lots = openLots.value
    .filter((lot) => lot.kind !== "planting" && lot.place === place.value)
    .map((lot) => ({ lot, units: unitsAfter(lot, unsent) }))
    .filter(({ units }) => units !== 0)
    .sort((a, b) => (a.lot.made_on ?? "").localeCompare(b.lot.made_on ?? ""))
    .slice(0, SHOWN_MAX);
  const chosen = (code: string): void => {
    const lot = lots.find((one) => one.lot.lot === code)?.lot;
    if (lot === undefined) return;
    looking.value = { tag: null, lot: lot.lot, product: lot.product };
    go(at.home);
  };
  return (
    <main class="page">
      <h1>
        {t("stock.title")} · {placeName(place.value)}
      </h1>
      <AsOf />
      <Options
        title={t("stock.lots", { n: lots.length })}
        empty={t("stock.none")}
        options={lots.map(({ lot, units }) => ({
          key: lot.lot,
          label: `${productOf(lot.product)?.name ?? lot.product}${units === null ? "" : ` · ${unitText(units, lot)}`}`,
          more: [lot.lot, lot.made_on, onHold(lot.lot)].filter((part) => part !== null).join(" · "),
        }))}
        onChoose={chosen}
      >
        <Button icon="back" quiet onPress={() => go(at.home)}>
          {t("back")}
        </Button>
      </Options>
    </main>
  );
}

export const unitText = (units: number, lot: LotState): string => `${number(units)} ${lot.unit ?? ""}`;

/** From when what this phone knows is, and how many of its own records are counted with it. */
export function AsOf() {
  const heard = knownAt.value;
  return (
    <p class="as-of">
      {heard === null ? t("stock.never") : t("stock.as_of", { time: dayAndClock(new Date(heard).toISOString()) })}{" "}
      {waiting.value === 0 ? null : t("stock.unsent", { n: waiting.value })}
    </p>
  );
}

/** What this phone recorded and has not sent. */
export function useUnsent(): Recorded[] {
  const [events, setEvents] = useState<Recorded[]>([]);
  const count = waiting.value;
  useEffect(() => {
    unsentEvents().then(setEvents, () => setEvents([]));
  }, [count]);
  return events;
}
