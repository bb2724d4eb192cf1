import { useState } from "preact/hooks";
import { following, keepStorage, saveFile, setFollowing, worksOffline, type Space } from "../device";
import { clock, language, setLanguage, t, words } from "../messages";
import { at, follow, go } from "../paths";
import { operationName, personOf, placeName } from "../store/catalog";
import { exportFile } from "../store/history";
import { device, lastSent, person, pins, place, setPerson, setPlace, tooOld, trouble, waiting } from "../store/phone";
import { Button, Notice } from "../ui";
import { changePin } from "./pin";
import { theme, setTheme } from "./theme";

/** What the bar at the bottom means, in words, and what to do when records do not go out. */
export function Status() {
  const [space, setSpace] = useState<Space | null>(null);
  const [saved, setSaved] = useState(false);
  const exported = async (): Promise<void> => {
    const { name, text } = await exportFile();
    saveFile(name, new Blob([text], { type: "application/json" }));
    setSaved(true);
  };
  const why = trouble.value;
  return (
    <main class="page">
      <h1>{t("status.title")}</h1>
      <Button icon="camera" onPress={() => go(at.home)}>
        {t("today.scan_on")}
      </Button>
      <Notice mood={waiting.value === 0 ? "ok" : why === null ? "ok" : "warn"}>
        <p>{waiting.value === 0 ? t("status.all_sent") : t("status.wait", { n: waiting.value })}</p>
        <p>{lastSent.value === null ? t("bar.never") : t("status.last", { time: clock(lastSent.value) })}</p>
        {why === null ? null : <p>{words("trouble", why, t("trouble.other", { code: why }))}</p>}
        {tooOld.value ? <p>{t("trouble.old_app")}</p> : null}
      </Notice>
      <div class="options">
        <Button icon="send" main onPress={() => dispatchEvent(new Event("lotbook-send"))}>
          {t("status.send")}
        </Button>
        <Button icon="list" onPress={() => go(at.today)}>
          {t("today.title")}
        </Button>
        <Button icon="pack" onPress={() => void exported()}>
          {t("status.export")}
        </Button>
      </div>
      {saved ? <p>{t("status.exported")}</p> : null}
      <dl class="facts">
        <dt>{t("status.who")}</dt>
        <dd>
          {personOf(person.value ?? "")?.name ?? person.value ?? t("bar.nobody")}{" "}
          <Button onPress={() => void setPerson(null).then(() => go(at.home))}>{t("change")}</Button>
        </dd>
        {person.value === null ? null : (
          <>
            <dt>{t("pin.title")}</dt>
            <dd>
              <Button
                onPress={() => {
                  changePin();
                  go(at.home);
                }}
              >
                {t(pins.value[person.value] === undefined ? "pin.add" : "pin.remove")}
              </Button>
            </dd>
          </>
        )}
        <dt>{t("status.gps")}</dt>
        <dd>
          <Button pressed={following.value} onPress={() => setFollowing(!following.value)}>
            {t(following.value ? "status.gps_on" : "status.gps_off")}
          </Button>
        </dd>
        <dt>{t("status.where")}</dt>
        <dd>
          {place.value === null ? t("bar.nowhere") : placeName(place.value)}{" "}
          <Button onPress={() => void setPlace(null).then(() => go(at.home))}>{t("change")}</Button>
        </dd>
        <dt>{t("status.phone")}</dt>
        <dd>
          {device.value?.name} <code>{device.value?.id}</code> ·{" "}
          {operationName.value?.name ?? device.value?.operation_name ?? device.value?.operation}
        </dd>
        <dt>{t("status.offline")}</dt>
        <dd>{t(worksOffline.value ? "status.offline_ready" : "status.offline_not")}</dd>
        <dt>{t("status.space")}</dt>
        <dd>
          {space === null ? (
            <Button onPress={() => void keepStorage().then(setSpace)}>{t("status.check")}</Button>
          ) : (
            t(space.persistent ? "status.kept" : "status.not_kept", { mb: space.free_mb ?? "?" })
          )}
        </dd>
      </dl>
      <div class="row" role="group" aria-label={t("language")}>
        <Button pressed={language.value === "en"} onPress={() => void setLanguage("en")}>
          English
        </Button>
        <Button pressed={language.value === "es"} onPress={() => void setLanguage("es")}>
          Español
        </Button>
      </div>
      <div class="row" role="group" aria-label={t("theme")}>
        {(["field", "light", "dark"] as const).map((one) => (
          <Button key={one} pressed={theme.value === one} onPress={() => setTheme(one)}>
            {t(`theme.${one}`)}
          </Button>
        ))}
      </div>
      <p>
        <a href={at.desk} onClick={follow}>
          {t("status.desk")}
        </a>
      </p>
    </main>
  );
}
