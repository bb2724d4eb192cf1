import { t } from "../messages";
import { Notice } from "../ui";

/** How an iPhone keeps the app: the two taps, drawn as they look there. */
export function HomeScreen() {
  return (
    <Notice mood="warn">
      <p>{t("enrol.home_screen")}</p>
      <ol class="home-screen">
        <li>
          <svg viewBox="0 0 48 48" role="img" aria-label={t("enrol.share")}>
            <path d="M16 18h-4v24h24V18h-4M24 30V6M16 13l8-8 8 8" fill="none" stroke="currentColor" stroke-width="3" />
          </svg>
          {t("enrol.share")}
        </li>
        <li>
          <svg viewBox="0 0 48 48" role="img" aria-label={t("enrol.add")}>
            <rect x="8" y="8" width="32" height="32" rx="7" fill="none" stroke="currentColor" stroke-width="3" />
            <path d="M24 16v16M16 24h16" fill="none" stroke="currentColor" stroke-width="3" />
          </svg>
          {t("enrol.add")}
        </li>
      </ol>
    </Notice>
  );
}
