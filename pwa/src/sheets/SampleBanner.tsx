import type { ComponentChildren } from "preact";
import { t } from "../messages";
import { Icon } from "../ui";
import { operation } from "./load";

/** On every page of an invented farm, and on its paper: that nothing of it is anybody's. */
export function SampleBanner({ children }: { children?: ComponentChildren }) {
  const farm = operation();
  if (farm?.sample !== true) return null;
  return (
    <aside class="sample" aria-label={t("sample.mark")}>
      <Icon name="warn" />
      <p>
        <b>{t("sample.mark")}</b> {t("sample.mark_what", { name: farm.name })}
      </p>
      {children}
    </aside>
  );
}
