import { isPin, makePin } from "../domain/pin";
import { t } from "../messages";
import { personOf } from "../store/catalog";
import { person, pins, setPerson, setPin } from "../store/phone";
import { asked } from "./asking";
import { say } from "./feedback";

const SHORTEST = 4;

/** Say who works; whoever has a PIN on this phone types it. */
export async function become(code: string): Promise<void> {
  const pin = pins.value[code];
  const name = personOf(code)?.name ?? code;
  const done = async (): Promise<void> => {
    await setPerson(code);
    say("ok", t("scan.person", { name }));
  };
  if (pin === undefined || person.value === code) return done();
  asked.value = {
    title: t("pin.ask", { name }),
    units: [""],
    use: async (typed) => {
      const right = await isPin(typed, pin);
      if (right) await done();
      else say("bad", t("pin.wrong"));
      return right;
    },
  };
}

/** Let whoever works set a PIN for this phone, or take it away. */
export function changePin(): void {
  const code = person.value;
  if (code === null) return;
  if (pins.value[code] !== undefined) {
    void setPin(code, null).then(() => say("ok", t("pin.gone")));
    return;
  }
  asked.value = {
    title: t("pin.new"),
    units: [""],
    use: async (typed) => {
      if (typed.length < SHORTEST || typed.includes(".")) {
        say("bad", t("pin.short"));
        return false;
      }
      await setPin(code, await makePin(typed));
      say("ok", t("pin.set"));
      return true;
    },
  };
}
