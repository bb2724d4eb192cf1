import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { signOut } from "../api";
import { dayAndClock, t } from "../messages";
import { at, follow, go } from "../paths";
import { askHolds } from "../sheets/holds";
import { session, useAct } from "../sheets/load";
import { SampleBanner } from "../sheets/SampleBanner";
import { LanguageChoice } from "../sheets/SignIn";
import { TABLES } from "../sheets/tables";
import { Button, TableSettings } from "../ui";
import { AskPage } from "./AskPage";
import { ExercisePage } from "./ExercisePage";
import { HomePage } from "./HomePage";
import { LotPage } from "./LotPage";
import { isQuestion } from "./questions";
import { RecordsPage } from "./RecordsPage";
import { TracePage } from "./TracePage";
import { byLink, leaveByLink, visit } from "./visit";

/** The pages of the inspection, and the way home and out. */
export function Room({ where }: { where: string }) {
  const { act } = useAct();
  const leave = (): void => {
    if (byLink()) return leaveByLink();
    act(async () => {
      await signOut();
      session.value = null;
      visit.value = null;
    });
  };
  useEffect(() => void askHolds(), [where]);
  const expires = visit.value?.expires_at ?? null;
  return (
    <div class="inspect">
      <header>
        <a class="brand" href={at.inspect} onClick={follow}>
          {visit.value?.operation.name} · {t("nav.inspect")}
        </a>
        <div class="row">
          {byLink() ? (
            <small>{expires === null ? t("door.read_only") : t("door.until", { time: dayAndClock(expires) })}</small>
          ) : (
            <a href={at.desk} onClick={follow}>
              {t("inspect.desk")}
            </a>
          )}
          <Button quiet onPress={leave}>
            {t(byLink() ? "door.leave" : "nav.leave")}
          </Button>
          <LanguageChoice />
        </div>
      </header>
      <main class="sheet">
        <SampleBanner />
        <TableSettings.Provider value={TABLES}>{page(where)}</TableSettings.Provider>
      </main>
    </div>
  );
}

function page(where: string): ComponentChildren {
  const [, , name = "", rest] = (where.split("?")[0] ?? "").split("/");
  const query = new URLSearchParams(where.split("?")[1] ?? "");
  if (name === "exercise" && rest !== undefined) {
    const id = decodeURIComponent(rest);
    return <ExercisePage key={id} id={id} onAgain={(other) => go(at.exercise(other))} />;
  }
  if (name === "lot" && rest !== undefined) return <LotPage key={rest} code={decodeURIComponent(rest)} />;
  if (name === "records") return <RecordsPage key={where} query={query} />;
  if (name === "trace") return <TracePage key={where} given={query} />;
  return isQuestion(name) ? <AskPage key={where} question={name} given={query} /> : <HomePage />;
}
