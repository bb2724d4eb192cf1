import { ask, exercise, type Answered } from "../api";
import { t } from "../messages";
import { at } from "../paths";
import { useAct, useLoad } from "../sheets/load";
import { Head, Link } from "../sheets/parts";
import { StatementSheet } from "../sheets/StatementSheet";
import { TraceSheet } from "../sheets/TraceSheet";
import { Button, Notice } from "../ui";
import { BalanceChecks } from "./BalanceChecks";
import { CountForm } from "./CountForm";
import { DrawSheet } from "./DrawSheet";
import { RecallSheet } from "./RecallSheet";
import { SalesSheet } from "./SalesSheet";
import { Seal } from "./Seal";
import { Since } from "./Since";
import { questionText } from "./words";

/** One exercise as it was sealed, what has changed since, and the way to ask the same again. */
export function ExercisePage({ id, onAgain }: { id: string; onAgain: (id: string) => void }) {
  const page = useLoad(() => exercise(id), id);
  const { busy, problem, act } = useAct();
  const found = page.data;
  const again = (): void =>
    act(async () => {
      if (found === null) return;
      onAgain((await ask(found.exercise.kind, withoutRights(found.exercise.query))).exercise.id);
    });
  return (
    <>
      <Head title={found === null ? t("nav.inspect") : questionText(found.exercise)} loaded={page} />
      {found === null ? null : (
        <>
          <Seal exercise={found.exercise} />
          <Answer found={found} onAgain={again} />
          {found.exercise.kind === "draw" ? null : <Since id={id} />}
          {problem === null ? null : <Notice mood="bad">{problem}</Notice>}
          <div class="row">
            <Button onPress={again} disabled={busy}>
              {t("inspect.again")}
            </Button>
            <Link to={at.inspect}>{t("inspect.back")}</Link>
          </div>
        </>
      )}
    </>
  );
}

/** Whether somebody sees prices is the server's to say, each time. */
const withoutRights = (query: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(query).filter(([name]) => name !== "amounts"));

function Answer({ found, onAgain }: { found: Answered; onAgain: () => void }) {
  if (isA(found, "balance"))
    return (
      <>
        <p class="formula">{t("inspect.formula")}</p>
        <StatementSheet statement={found.result} />
        <BalanceChecks answer={found.result} />
        <CountForm onCounted={onAgain} />
      </>
    );
  if (isA(found, "draw")) return <DrawSheet drawn={found.result} />;
  if (isA(found, "recall")) return <RecallSheet recall={found.result} at={found.exercise.at} onHeld={onAgain} />;
  if (isA(found, "sales")) return <SalesSheet audit={found.result} />;
  return <TraceSheet trace={found.result} />;
}

function isA<K extends Answered["exercise"]["kind"]>(
  found: Answered,
  kind: K,
): found is Extract<Answered, { exercise: { kind: K } }> {
  return found.exercise.kind === kind;
}
