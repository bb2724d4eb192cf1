import { drawPrint, printAgain, type Print } from "../api";
import { dayAndClock, language, t } from "../messages";
import { useAct } from "../sheets/load";
import { personName } from "../sheets/names";
import { Button, Notice, Table } from "../ui";
import { onWord } from "./LabelOrder";

interface Prints {
  prints: Print[];
  onLook: (print: Print) => void;
  onAgain: (print: Print) => void;
}

/** What waits, is drawn and was printed; all of it is in the book, and can be printed again as what it is. */
export function PrintList({ prints, onLook, onAgain }: Prints) {
  const { busy, problem, act } = useAct();
  const state = (one: Print): string => {
    if (one.job === null) return t("labels.gone_short");
    if (one.job.state !== "drawing") return t(`labels.state_${one.job.state}`);
    return t("labels.drawn", { done: one.job.done, total: one.job.total });
  };
  return (
    <section class="card prints">
      <h2>{t("labels.prints")}</h2>
      {problem === null ? null : <Notice mood="bad">{problem}</Notice>}
      <Table
        caption={t("labels.prints")}
        rows={prints}
        rowKey={(one) => one.id}
        empty={t("labels.no_prints")}
        cards
        columns={[
          {
            title: t("labels.when"),
            cell: (one) => dayAndClock(one.at),
            value: (one) => one.at,
          },
          { title: t("labels.who"), cell: (one) => (one.by === null ? "–" : personName(one.by)) },
          {
            title: t("labels.kind"),
            cell: (one) => (
              <>
                {t(`labels.${one.what}`)} {one.reprint ? <strong>{t("labels.reprint")}</strong> : null}
              </>
            ),
            value: (one) => `${t(`labels.${one.what}`)}${one.reprint ? ` ${t("labels.reprint")}` : ""}`,
          },
          { title: t("labels.which"), cell: (one) => <Which of={one} />, value: (one) => one.codes.join(" ") },
          { title: t("labels.paper"), cell: (one) => onWord(one.on) },
          { title: t("labels.count"), cell: (one) => one.labels, value: (one) => one.labels, number: true },
          { title: t("labels.state"), cell: state },
          {
            title: t("labels.do"),
            sort: false,
            cell: (one) => (
              <>
                <Button quiet disabled={one.job === null} onPress={() => onLook(one)}>
                  {t("labels.look")}
                </Button>{" "}
                {one.job?.state === "failed" ? (
                  <Button quiet disabled={busy} onPress={() => act(async () => onAgain(await drawPrint(one.id)))}>
                    {t("labels.draw")}
                  </Button>
                ) : (
                  <Button
                    quiet
                    disabled={busy}
                    onPress={() => act(async () => onAgain(await printAgain(one.id, one.on, language.value)))}
                  >
                    {t("labels.again")}
                  </Button>
                )}
              </>
            ),
            value: () => "",
          },
        ]}
      />
    </section>
  );
}

const SHOWN = 3;

function Which({ of }: { of: Print }) {
  const codes = of.sscc.length > 0 ? of.sscc : of.codes;
  return (
    <>
      {codes.slice(0, SHOWN).map((code) => (
        <span key={code}>
          <code>{code}</code>{" "}
        </span>
      ))}
      {codes.length > SHOWN ? "…" : ""}
    </>
  );
}
