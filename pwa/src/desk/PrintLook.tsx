import { useEffect, useState } from "preact/hooks";
import { drawPrint, printFile, printPage, type Print } from "../api";
import { saveFile } from "../device";
import { t } from "../messages";
import { explain, useAct } from "../sheets/load";
import { Button, Notice } from "../ui";

/** A print as it comes along, and then as it will be on paper: a page of the very file, never another drawing of it. */
export function PrintLook({ print, onDrawn }: { print: Print; onDrawn: (print: Print) => void }) {
  const job = print.job;
  const { busy, problem, act } = useAct();
  return (
    <section class="card" aria-label={t("labels.look")} aria-live="polite">
      <h2>{t("labels.made", { what: t(`labels.${print.what}`), count: print.labels })}</h2>
      {job === null ? <p>{t("labels.gone")}</p> : null}
      {job?.state !== "failed" ? null : (
        <>
          <Notice mood="bad">{t("labels.failed")}</Notice>
          <p>
            <Button main disabled={busy} onPress={() => act(async () => onDrawn(await drawPrint(print.id)))}>
              {t("labels.draw")}
            </Button>
          </p>
        </>
      )}
      {problem === null ? null : <Notice mood="bad">{problem}</Notice>}
      {job !== null && job.state !== "ready" && job.state !== "failed" ? (
        <p>
          <progress class="wide" max={job.total} value={job.done} aria-label={t(`labels.state_${job.state}`)} />
          {t(`labels.state_${job.state}`)} · {t("labels.drawn", { done: job.done, total: job.total })}
        </p>
      ) : null}
      {job?.state !== "ready" ? null : (
        <>
          <p>
            <Button main disabled={busy} onPress={() => act(async () => saveFile(job.name, await printFile(print.id)))}>
              {t(job.name.endsWith(".zpl") ? "labels.save_zpl" : "labels.save_pdf")}
            </Button>
          </p>
          <Pages key={print.id} id={print.id} pages={job.pages} />
        </>
      )}
    </section>
  );
}

function Pages({ id, pages }: { id: string; pages: number }) {
  const [page, setPage] = useState(1);
  const [picture, setPicture] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    let address: string | null = null;
    let gone = false;
    printPage(id, page).then(
      (found) => {
        if (gone) return;
        address = URL.createObjectURL(found);
        setPicture(address);
      },
      (cause: unknown) => gone || setProblem(explain(cause)),
    );
    return () => {
      gone = true;
      if (address !== null) URL.revokeObjectURL(address);
    };
  }, [id, page]);
  return (
    <>
      {pages < 2 ? null : (
        <p class="pages">
          <Button quiet disabled={page === 1} onPress={() => setPage(page - 1)}>
            {t("labels.page_before")}
          </Button>{" "}
          {t("labels.page", { page, pages })}{" "}
          <Button quiet disabled={page === pages} onPress={() => setPage(page + 1)}>
            {t("labels.page_after")}
          </Button>
        </p>
      )}
      {problem === null ? null : <Notice mood="bad">{problem}</Notice>}
      {picture === null ? null : <img class="label-preview" src={picture} alt={t("labels.page", { page, pages })} />}
    </>
  );
}
