import { t } from "../messages";
import { person, place, run, runs } from "../store/phone";
import { update } from "../device";
import { Button, Keypad } from "../ui";
import { asked, type Asked as Question } from "./asking";
import { said } from "./feedback";
import { ChoosePerson, ChoosePlace } from "./Choose";
import { HarvestRun } from "./HarvestRun";
import { Looking } from "./Looking";
import { press } from "./recording";
import { PackRun } from "./PackRun";
import { looking, sticking } from "./scanned";
import { GatherRun } from "./GatherRun";
import { Start } from "./Start";
import { Sticking } from "./Sticking";
import { Viewfinder } from "./Viewfinder";

/** The camera above, and below it what can be done with what was scanned. */
export function Home() {
  return (
    <main class="home">
      <h1 class="unseen">{t("scan.title")}</h1>
      <Viewfinder hidden={asked.value !== null} />
      {update.value === null || Object.keys(runs.value).length > 0 ? null : <Update now={update.value} />}
      <p class={`said ${said.value?.mood ?? ""}`} role="status" aria-live="assertive">
        {said.value?.text ?? t("scan.hint")}
      </p>
      {asked.value === null ? <Panel /> : <Asked />}
    </main>
  );
}

/** A new version is offered between two jobs, never in the middle of one. */
function Update({ now }: { now: () => void }) {
  return (
    <div class="update">
      <Button icon="receive" onPress={now}>
        {t("update.now")}
      </Button>
    </div>
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
      {...wholeOf(now)}
      erase={t("erase")}
      onDone={done}
      onCancel={() => void (asked.value = null)}
    />
  );
}

function wholeOf(now: Question): { whole?: string; onWhole?: () => void } {
  const { whole } = now;
  if (whole === undefined) return {};
  const taken = async (): Promise<void> => {
    if ((await whole()) && asked.value === now) asked.value = null;
  };
  return { whole: t("keypad.whole"), onWhole: () => press(taken) };
}

function Panel() {
  if (person.value === null) return <ChoosePerson />;
  if (sticking.value !== null) return <Sticking />;
  if (run.value?.kind === "harvest") return <HarvestRun run={run.value} />;
  if (run.value?.kind === "pack") return <PackRun run={run.value} />;
  if (run.value !== null) return <GatherRun key={run.value.id} run={run.value} />;
  if (looking.value !== null) return <Looking />;
  return place.value === null ? <ChoosePlace /> : <Start />;
}
