import { t } from "../messages";
import { at, go } from "../paths";
import { productOf } from "../store/catalog";
import { Button } from "../ui";
import { quantityText } from "./runs";
import { looking } from "./scanned";

/** A bin or carton that was scanned: what it is. Packing and shipping begin from the place. */
export function Looking() {
  const seen = looking.value;
  if (seen === null) return null;
  return (
    <section class="panel">
      <h2>{productOf(seen.product)?.name ?? t("looking.title")}</h2>
      <dl class="facts">
        <dt>{t("looking.lot")}</dt>
        <dd>
          <code>{seen.lot}</code>
        </dd>
        {seen.tag === null ? null : (
          <>
            <dt>{t("looking.tag")}</dt>
            <dd>
              <code>{seen.tag.tag}</code> {quantityText(seen.tag.quantity)}
            </dd>
          </>
        )}
      </dl>
      <div class="options">
        <Button icon="list" onPress={() => go(at.lot(seen.lot))}>
          {t("looking.story")}
        </Button>
        <Button icon="back" quiet onPress={() => void (looking.value = null)}>
          {t("back")}
        </Button>
      </div>
    </section>
  );
}
