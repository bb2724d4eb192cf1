import { ask, type Trace } from "../api";
import { t } from "../messages";
import { at, go } from "../paths";
import { Lineage } from "../sheets/Lineage";
import { useAct } from "../sheets/load";
import { Link } from "../sheets/parts";
import { TraceSheet } from "../sheets/TraceSheet";
import { Button, Notice } from "../ui";
import { TracePapers } from "./TracePapers";

/** A trace for an inspector: the picture, the tables, people and papers, and the way in the other direction. */
export function TraceAnswer({ trace: page }: { trace: Trace }) {
  const { busy, problem, act } = useAct();
  const other = page.direction === "back" ? "forward" : "back";
  const turn = (): void => act(async () => go(at.exercise((await ask(other, { lot: page.lot })).exercise.id)));
  const middle = { lot: page.lot, kind: null, mass_mg: null };
  return (
    <>
      <Lineage
        lot={middle}
        back={page.direction === "back" ? page : null}
        forward={page.direction === "forward" ? page : null}
      />
      <div class="row screen-only">
        <Button disabled={busy} onPress={turn}>
          {t(`lot.trace_${other}`)}
        </Button>
        <Link to={at.ask("recall", { lots: page.lot })}>{t("ask.recall")}</Link>
        <Link to={at.ask("fsma204", { lots: page.lot })}>{t("ask.fsma204")}</Link>
      </div>
      {problem === null ? null : <Notice mood="bad">{problem}</Notice>}
      <TraceSheet trace={page} />
      <TracePapers trace={page} />
    </>
  );
}
