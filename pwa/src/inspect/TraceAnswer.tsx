import { ask, lot, type Trace } from "../api";
import { t } from "../messages";
import { at, go } from "../paths";
import { Lineage } from "../sheets/Lineage";
import { useAct, useLoad } from "../sheets/load";
import { Link } from "../sheets/parts";
import { TraceSheet } from "../sheets/TraceSheet";
import { Button, Notice } from "../ui";
import { EventRows } from "./EventRows";
import { ownOrigin } from "./origin";
import { TracePapers } from "./TracePapers";

const OWN_EVENTS = 12;
const suppliersOf = (page: Trace): { lot: string; partner: string; mass_mg: null }[] =>
  page.origins.flatMap(({ lot, partner }) => (partner ? [{ lot, partner, mass_mg: null }] : []));

/** A trace for an inspector: the picture, the tables, people and papers, and the way in the other direction. */
export function TraceAnswer({ trace: page }: { trace: Trace }) {
  const { busy, problem, act } = useAct();
  const other = page.direction === "back" ? "forward" : "back";
  const turn = (): void => act(async () => go(at.exercise((await ask(other, { lot: page.lot })).exercise.id)));
  const story = useLoad(() => lot(page.lot), page.lot);
  const own = page.origins.length > 0 || story.data === null ? null : ownOrigin(story.data);
  const middle = { lot: page.lot, kind: story.data?.kind ?? null, mass_mg: null };
  return (
    <>
      <Lineage
        lot={middle}
        back={page.direction === "back" ? { ...page, suppliers: suppliersOf(page) } : null}
        forward={page.direction === "forward" ? page : null}
      />
      <div class="row screen-only">
        <Button disabled={busy} onPress={turn}>
          {t(`lot.trace_${other}`)}
        </Button>
        <Link to={at.ask("recall", { lots: page.lot })}>{t("ask.recall")}</Link>
      </div>
      {problem === null ? null : <Notice mood="bad">{problem}</Notice>}
      <TraceSheet trace={own === null ? page : { ...page, origins: [own] }} />
      <TracePapers trace={page} />
      {story.data === null ? null : (
        <section>
          <h3>{t("trace.itself")}</h3>
          <EventRows entries={story.data.events.slice(-OWN_EVENTS)} />
          {story.data.events.length > OWN_EVENTS ? (
            <p>
              <Link to={at.examined(page.lot)}>{t("lot.and_more", { n: story.data.events.length - OWN_EVENTS })}</Link>
            </p>
          ) : null}
        </section>
      )}
    </>
  );
}
