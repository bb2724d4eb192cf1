import { t } from "../messages";
import { Button } from "../ui";
import { sticking } from "./scanned";

/** A lot waits for its new tag: the next blank one that is scanned. */
export function Sticking() {
  const old = sticking.value;
  if (old === null) return null;
  return (
    <section class="panel">
      <h2>{t("looking.relabel")}</h2>
      <p>
        {t("sticking.scan")} <code>{old.lot}</code>
      </p>
      <Button icon="back" quiet onPress={() => void (sticking.value = null)}>
        {t("cancel")}
      </Button>
    </section>
  );
}
