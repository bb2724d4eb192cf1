import { t } from "../messages";
import { Button } from "../ui";
import { scheme, SCHEMES, setScheme } from "./scheme";

/** Light, dark, or as the machine has it. */
export function SchemeChoice() {
  return (
    <div class="row languages" role="group" aria-label={t("scheme")}>
      {SCHEMES.map((one) => (
        <Button key={one} quiet pressed={scheme.value === one} onPress={() => setScheme(one)}>
          {t(`scheme.${one}`)}
        </Button>
      ))}
    </div>
  );
}
