import { ask, exercise, type Answered, type ExerciseKind, type Sealed } from "../api";
import { t } from "../messages";
import { at, go } from "../paths";
import { useAct, useLoad } from "../sheets/load";
import { Head, Link } from "../sheets/parts";
import { Button, Notice } from "../ui";
import { BalanceSheet } from "./BalanceSheet";
import { DrawSheet } from "./DrawSheet";
import { Fsma204Sheet } from "./Fsma204Sheet";
import { fsma204Of, typedAgain } from "./questions";
import { RecallSheet } from "./RecallSheet";
import { SalesSheet } from "./SalesSheet";
import { Seal } from "./Seal";
import { Since } from "./Since";
import { TraceAnswer } from "./TraceAnswer";
import { may } from "./visit";
import { questionText } from "./words";

/** One exercise as it was sealed, what has changed since, and the way to ask the same again. */
export function ExercisePage({ id, onAgain }: { id: string; onAgain: (id: string) => void }) {
  const page = useLoad(() => exercise(id), id);
  const { busy, problem, act } = useAct();
  const found = page.data;
  const scope = found === null ? null : fsma204Of(found.exercise.kind, found.exercise.query);
  const again = (change: Record<string, unknown> = {}): void =>
    act(async () => {
      if (found === null) return;
      const query = { ...withoutRights(found.exercise.query), ...change };
      onAgain((await ask(found.exercise.kind, query)).exercise.id);
    });
  return (
    <>
      <Head title={found === null ? t("nav.inspect") : questionText(found.exercise)} loaded={page} />
      {found === null ? null : (
        <>
          <Answer found={found} onAgain={again} />
          <Seal found={found} />
          {found.exercise.kind === "draw" ? null : <Since id={id} />}
        </>
      )}
      {problem === null ? null : <Notice mood="bad">{problem}</Notice>}
      <div class="row screen-only">
        {found === null || found.exercise.kind === "draw" ? null : (
          <Button onPress={() => again()} disabled={busy}>
            {t("inspect.again")}
          </Button>
        )}
        {found === null ? null : (
          <Button onPress={() => go(formOf(found.exercise.kind, found.exercise.query))}>{t("inspect.change")}</Button>
        )}
        {scope === null || !may("records") ? null : <Link to={at.ask("fsma204", scope)}>{t("ask.fsma204")}</Link>}
        <Link to={at.inspect}>{t("inspect.back")}</Link>
      </div>
    </>
  );
}

/** Whether somebody sees prices is the server's to say, each time. */
const withoutRights = (query: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(query).filter(([name]) => name !== "amounts"));

/** The form in which the same question is asked with a change. */
function formOf(kind: ExerciseKind, query: Record<string, unknown>): string {
  const typed = typedAgain(kind, query);
  return kind === "back" || kind === "forward" ? at.ask("trace", { ...typed, direction: kind }) : at.ask(kind, typed);
}

function Answer({ found, onAgain }: { found: Sealed; onAgain: (change?: Record<string, unknown>) => void }) {
  if (isA(found, "balance"))
    return <BalanceSheet answer={found.result} query={found.exercise.query} onCounted={onAgain} />;
  if (isA(found, "draw")) return <DrawSheet drawn={found.result} query={found.exercise.query} />;
  if (isA(found, "recall")) return <RecallSheet recall={found.result} exercise={found.exercise} />;
  if (isA(found, "sales")) return <SalesSheet audit={found.result} />;
  if (isA(found, "fsma204")) return <Fsma204Sheet answer={found.result} />;
  if (isA(found, "back") || isA(found, "forward")) return <TraceAnswer trace={found.result} />;
  return null;
}

function isA<K extends Answered["exercise"]["kind"]>(
  found: Answered,
  kind: K,
): found is Extract<Answered, { exercise: { kind: K } }> {
  return found.exercise.kind === kind;
}
