import { t } from "../messages";
import { at, follow } from "../paths";
import { Notice } from "../ui";

/** Without a secure context there is no camera, no key and no offline: say so, and how to mend it. */
export function Insecure() {
  return (
    <main class="page">
      <h1>{t("insecure.title")}</h1>
      <Notice mood="bad">
        <p>{t("insecure.what", { origin: location.origin })}</p>
      </Notice>
      <h2>{t("insecure.mend")}</h2>
      <ol>
        <li>{t("insecure.domain")}</li>
        <li>
          {t("insecure.trial")} <code>adb reverse tcp:8000 tcp:8000</code>
        </li>
      </ol>
      <p>
        <a href={at.desk} onClick={follow}>
          {t("status.desk")}
        </a>
      </p>
    </main>
  );
}
