import { useEffect, useRef, useState } from "preact/hooks";
import { loadSample, removeSample, sample, visitSample, type Sample } from "../api";
import { number, t } from "../messages";
import { at } from "../paths";
import { Button, Notice } from "../ui";
import { useAct, useLoad } from "../sheets/load";
import { Head, Link } from "../sheets/parts";

/** An invented farm with a whole season, to look at and to try things on: loaded, opened, and removed whole. */
export function SamplePage() {
  const page = useLoad(sample, "sample");
  return (
    <>
      <Head title={t("sample.title")} what={t("sample.what")} loaded={page} />
      {page.data === null ? null : <Beside now={page.data} />}
    </>
  );
}

function Beside({ now }: { now: Sample }) {
  const [told, setTold] = useState(now);
  const [sure, setSure] = useState(false);
  const [gone, setGone] = useState(false);
  const { busy, problem, act } = useAct();
  const here = useRef(true);
  useEffect(() => () => void (here.current = false), []);

  const load = async (): Promise<void> => {
    setGone(false);
    for (let next = told; here.current && next.state !== "loaded";) {
      next = await loadSample();
      setTold(next);
    }
  };
  const remove = async (): Promise<void> => {
    try {
      await removeSample(told.more);
      setGone(true);
    } finally {
      setSure(false);
      setTold(await sample());
    }
  };
  if (told.state === "within") return <Notice mood="warn">{t("sample.within")}</Notice>;
  return (
    <section class="card" aria-label={t("sample.title")}>
      {problem === null ? null : <Notice mood="bad">{problem}</Notice>}
      {gone ? <Notice mood="ok">{t("sample.removed")}</Notice> : null}
      {told.state === "none" ? (
        <p>
          <Button main disabled={busy} onPress={() => act(load)}>
            {t("sample.load")}
          </Button>
        </p>
      ) : null}
      {told.state === "loading" ? (
        <>
          <p role="status">{t("sample.loading", { taken: number(told.taken), lines: number(told.lines) })}</p>
          <progress class="wide" max={told.lines} value={told.taken} aria-label={t("sample.title")} />
          {busy ? null : (
            <p>
              <Button main onPress={() => act(load)}>
                {t("sample.go_on")}
              </Button>
            </p>
          )}
        </>
      ) : null}
      {told.state === "loaded" ? (
        <p>
          {t("sample.ready")}{" "}
          <Button main disabled={busy} onPress={() => act(() => visitSample().then(() => location.assign(at.desk)))}>
            {t("sample.open")}
          </Button>
        </p>
      ) : null}
      {told.state === "none" || (told.state === "loading" && busy) ? null : sure ? (
        <>
          <p>{t("sample.remove_what")}</p>
          {told.more === 0 ? null : (
            <Notice mood="warn">{t("sample.more", { more: told.more, phones: told.phones })}</Notice>
          )}
          <p class="row">
            <Button disabled={busy} onPress={() => act(remove)}>
              {t("sample.sure")}
            </Button>
            <Button quiet onPress={() => setSure(false)}>
              {t("sample.keep")}
            </Button>
          </p>
        </>
      ) : (
        <p>
          <Button
            disabled={busy}
            onPress={() =>
              act(async () => {
                setTold(await sample());
                setSure(true);
              })
            }
          >
            {t("sample.remove")}
          </Button>
        </p>
      )}
      <p>
        <Link to={at.start()}>{t("start.title")}</Link>
      </p>
    </section>
  );
}
