import { useEffect, useState } from "preact/hooks";
import { listenForWedge, startFollowing } from "../device";
import { readCaseLink } from "../domain/digitallink";
import { t } from "../messages";
import { at, go, path } from "../paths";
import { operationName } from "../store/catalog";
import { device, endShift } from "../store/phone";
import { Flash } from "../ui";
import { Bar } from "./Bar";
import { Enrol } from "./Enrol";
import { flashing, said } from "./feedback";
import { Fix } from "./Fix";
import { Home } from "./Home";
import { Insecure } from "./Insecure";
import { enrolmentCode, onScan } from "./scanned";
import { PublicLot } from "./PublicLot";
import { HarvestSheet, StandSheet } from "./Sheet";
import { Status } from "./Status";
import { setTheme, startTheme, theme } from "./theme";
import { Stock } from "./Stock";
import { Today } from "./Today";
import { Welcome } from "./Welcome";

const LABEL_PATH = /^\/([TPLBE])\/[^/]+\/[^/]+$/i;
const LOT_PATH = /^\/L\/([^/]+)\/([^/]+)$/i;

/** Whose lot an address names: a lot label's, or the GS1 Digital Link of a case label. */
function lotAt(where: string): { operation: string; code: string } | null {
  const [, operation, code] = LOT_PATH.exec(where.split("?")[0] ?? "") ?? [];
  if (operation !== undefined && code !== undefined)
    return { operation: decodeURIComponent(operation), code: decodeURIComponent(code) };
  const link = readCaseLink(location.origin + where);
  return link?.lot == null || link.operation === null ? null : { operation: link.operation, code: link.lot };
}

const isLabel = (where: string): boolean =>
  LABEL_PATH.test(where.split("?")[0] ?? "") || readCaseLink(location.origin + where)?.lot != null;

/** The part in the hand: the screen, the colour over it, and the bar below. */
export function Field() {
  const full = path.value;
  const where = full.split("?")[0] ?? "/";
  useEffect(() => {
    startTheme();
    startFollowing();
    setTheme(theme.value);
    return () => void delete document.documentElement.dataset["theme"];
  }, []);
  useEffect(() => listenForWedge(onScan), []);
  useEffect(() => {
    const check = (): void => void endShift(Date.now()).catch(() => undefined);
    const timer = setInterval(check, 60_000);
    document.addEventListener("visibilitychange", check);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", check);
    };
  }, []);
  useEffect(() => {
    // A label that the phone's own camera app opened is a scan like any other.
    // Whoever is not of this farm reads what the label says to anybody.
    if (!isLabel(full) || (device.value === null && lotAt(full) !== null)) return;
    go(at.home, true);
    onScan(location.origin + full);
  }, [full]);

  const enrolled = device.value !== null;
  return (
    <div class="field">
      {flashing.value === null ? null : (
        <Flash mood={flashing.value} word={t(`mood.${flashing.value}`)} text={said.value?.text ?? ""} />
      )}
      {enrolled && operationName.value?.sample === true ? <p class="sample-mark">{t("sample.mark_field")}</p> : null}
      {where === at.home ? null : <LastWord key={where} />}
      <Screen where={where} lot={lotAt(full)} enrolled={enrolled} />
      {enrolled ? <Bar /> : null}
    </div>
  );
}

/** What went wrong since this screen was opened, when its colour has gone; the start screen has a line for it. */
function LastWord() {
  const [since] = useState(() => Date.now());
  const last = said.value;
  if (last === null || last.mood !== "bad" || last.at < since) return null;
  return (
    <p class="said bad" role="alert">
      {last.text}
    </p>
  );
}

interface Asked {
  where: string;
  lot: { operation: string; code: string } | null;
  enrolled: boolean;
}

function Screen({ where, lot, enrolled }: Asked) {
  if (!isSecureContext) return <Insecure />;
  if (where === at.enrol || (!enrolled && enrolmentCode.value !== null)) return <Enrol />;
  if (!enrolled && lot !== null) return <PublicLot operation={lot.operation} code={lot.code} />;
  if (!enrolled) return <Welcome />;
  if (where === at.status) return <Status />;
  if (where === at.stock) return <Stock />;
  if (where === at.harvestSheet) return <HarvestSheet />;
  if (where === at.standSheet) return <StandSheet />;
  if (where === at.today) return <Today />;
  if (where.startsWith(`${at.today}/`)) return <Fix id={decodeURIComponent(where.slice(at.today.length + 1))} />;
  return <Home />;
}
