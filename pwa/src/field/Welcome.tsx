import { language, setLanguage, t } from "../messages";
import { at, follow } from "../paths";
import { waiting } from "../store/phone";
import { Button, Notice } from "../ui";

/** A browser that is not enrolled: is it a phone in the field, or a desk? */
export function Welcome() {
  return (
    <main class="page welcome">
      <h1>Lotbook</h1>
      <p>{t("welcome.what")}</p>
      {waiting.value === 0 ? null : (
        <Notice mood="warn">
          <p>{t("welcome.waiting", { n: waiting.value })}</p>
        </Notice>
      )}
      <div class="options">
        <a class="button main" href={at.desk} onClick={follow}>
          <span>{t("welcome.desk")}</span>
        </a>
        <a class="button" href={at.enrol} onClick={follow}>
          <span>{t("welcome.field")}</span>
        </a>
      </div>
      <div class="row" role="group" aria-label={t("language")}>
        <Button pressed={language.value === "en"} onPress={() => void setLanguage("en")}>
          English
        </Button>
        <Button pressed={language.value === "es"} onPress={() => void setLanguage("es")}>
          Español
        </Button>
      </div>
    </main>
  );
}
