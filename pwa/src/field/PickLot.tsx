import { t } from "../messages";
import { openLots, productOf } from "../store/catalog";
import { Button } from "../ui";
import { Options } from "./Choose";
import { onHold } from "./held";

const SHOWN_MAX = 30;

/** The newest open lots, for what has no label at hand. */
export function PickLot({
  kinds,
  onChoose,
  onBack,
}: {
  kinds: string[];
  onChoose: (lot: string, product: string) => void;
  onBack: () => void;
}) {
  const lots = openLots.value
    .filter((lot) => kinds.includes(lot.kind) && lot.units !== "0")
    .sort((a, b) => (b.made_on ?? "").localeCompare(a.made_on ?? ""))
    .slice(0, SHOWN_MAX);
  const chosen = (code: string): void => {
    const lot = lots.find((one) => one.lot === code);
    if (lot !== undefined) onChoose(lot.lot, lot.product);
  };
  return (
    <Options
      title={t("lot.pick")}
      empty={t("lot.none")}
      options={lots.map((lot) => ({
        key: lot.lot,
        label: lot.lot,
        more: [productOf(lot.product)?.name ?? lot.product, onHold(lot.lot)].filter(Boolean).join(" · "),
      }))}
      onChoose={chosen}
    >
      <Button icon="back" quiet onPress={onBack}>
        {t("back")}
      </Button>
    </Options>
  );
}
