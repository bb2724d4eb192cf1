import { t } from "../messages";
import { person, place, run } from "../store/phone";
import { Keypad } from "../ui";
import { asked } from "./asking";
import { said } from "./feedback";
import { ChoosePerson, ChoosePlace } from "./Choose";
import { HarvestRun } from "./HarvestRun";
import { Looking } from "./Looking";
import { press } from "./recording";
import { PackRun } from "./PackRun";
import { looking } from "./scanned";
import { ShipRun } from "./ShipRun";
import { Start } from "./Start";
import { Viewfinder } from "./Viewfinder";

/** The camera above, and below it what can be done with what was scanned. */
export function Home() {
  return (
    <main class="home">
      <h1 class="unseen">{t("scan.title")}</h1>
      {asked.value === null ? <Viewfinder /> : null}
      <p class={`said ${said.value?.mood ?? ""}`} role="status" aria-live="assertive">
        {said.value?.text ?? t("scan.hint")}
      </p>
      {asked.value === null ? <Panel /> : <Asked />}
    </main>
  );
}

function Asked() {
  const now = asked.value;
  if (now === null) return null;
  const done = (value: string, unit: string): void => {
    press(async () => {
      const kept = await now.use(value, unit);
      if (kept && asked.value === now) asked.value = null;
    });
  };
  return (
    <Keypad
      title={now.title}
      units={now.units}
      {...(now.value === undefined ? {} : { value: now.value })}
      done={t("ok")}
      cancel={t("cancel")}
      erase={t("erase")}
      onDone={done}
      onCancel={() => void (asked.value = null)}
    />
  );
}

function Panel() {
  if (person.value === null) return <ChoosePerson />;
  if (run.value?.kind === "harvest") return <HarvestRun run={run.value} />;
  if (run.value?.kind === "pack") return <PackRun run={run.value} />;
  if (run.value?.kind === "ship") return <ShipRun run={run.value} />;
  // What was scanned shows below, so that no button moves from under a finger.
  return (
    <>
      {place.value === null ? <ChoosePlace /> : <Start />}
      {looking.value === null ? null : <Looking />}
    </>
  );
}
