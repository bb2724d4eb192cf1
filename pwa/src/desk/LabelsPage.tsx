import { useEffect, useState } from "preact/hooks";
import { labelPapers, printOf, prints as allPrints, type Print } from "../api";
import { t } from "../messages";
import { useLoad } from "../sheets/load";
import { Head } from "../sheets/parts";
import { LabelOrder } from "./LabelOrder";
import { PrintList } from "./PrintList";
import { PrintLook } from "./PrintLook";

const LOOK_MS = 500;
const ended = (print: Print): boolean =>
  print.job === null || print.job.state === "ready" || print.job.state === "failed";

/** Order labels, see them come along, look at what will be printed, and find what was printed before. */
export function LabelsPage() {
  const list = useLoad<Print[]>(allPrints, "prints");
  const papers = useLoad(labelPapers, "papers");
  const [shown, setShown] = useState<Print | null>(null);
  const follow = (print: Print): void => {
    setShown(print);
    list.again();
  };
  const waiting = shown !== null && !ended(shown) ? shown : (list.data?.find((one) => !ended(one)) ?? null);
  useEffect(() => {
    if (waiting === null) return;
    const timer = setInterval(() => {
      void printOf(waiting.id).then(
        (now) => {
          if (now.id === shown?.id) setShown(now);
          if (ended(now)) list.again();
        },
        () => undefined,
      );
    }, LOOK_MS);
    return () => clearInterval(timer);
  }, [waiting?.id, shown?.id]);
  return (
    <>
      <Head title={t("nav.labels")} what={t("labels.what")} loaded={papers.problem === null ? list : papers} />
      {papers.data === null ? null : <LabelOrder papers={papers.data} onOrdered={follow} />}
      {shown === null ? null : <PrintLook print={shown} onDrawn={follow} />}
      {/* Below what stands already, so that nothing moves under somebody's hand. */}
      {papers.busy || list.data === null ? null : <PrintList prints={list.data} onLook={setShown} onAgain={follow} />}
    </>
  );
}
