import { useEffect, useState } from "preact/hooks";
import { ask } from "../api";
import { listenForWedge } from "../device";
import { t } from "../messages";
import { at, go, remember } from "../paths";
import { operation, useAct } from "../sheets/load";
import { Head, Link } from "../sheets/parts";
import { Button, Form, Input, Notice, Select, Submit } from "../ui";
import { EventRows } from "./EventRows";
import { findLots, type Found } from "./find";
import { Lens } from "./Lens";

type Direction = "back" | "forward";

/** Trace what somebody holds up: by the camera, a typed code, or the number of an invoice or a bill of lading. */
export function TracePage({ given }: { given: URLSearchParams }) {
  const [typed, setTyped] = useState(given.get("lot") ?? "");
  const [direction, setDirection] = useState<Direction>(given.get("direction") === "forward" ? "forward" : "back");
  const [looking, setLooking] = useState(false);
  const [found, setFound] = useState<Found | null>(null);
  const { busy, problem, act } = useAct();
  const trace = async (code: string, way: Direction): Promise<void> => {
    const answered = await ask(way, { lot: code });
    go(at.exercise(answered.exercise.id));
  };
  const look = (text: string): void => {
    if (text.trim() === "") return;
    setLooking(false);
    setTyped(text);
    setFound(null);
    remember(at.ask("trace", { lot: text.trim(), direction }));
    act(async () => {
      const seen = await findLots(text, operation()?.code ?? "");
      const [one, ...more] = seen.kind === "lots" ? seen.lots : [];
      if (one !== undefined && more.length === 0) await trace(one, direction);
      else setFound(seen);
    });
  };
  useEffect(() => listenForWedge(look), [direction]);
  return (
    <>
      <Head title={t("ask.trace")} what={t("ask.trace_what")} />
      {problem === null ? null : <Notice mood="bad">{problem}</Notice>}
      <div class="row">
        <Button icon="camera" pressed={looking} onPress={() => setLooking(!looking)}>
          {t(looking ? "find.close_camera" : "find.camera")}
        </Button>
      </div>
      {looking ? <Lens onText={look} /> : null}
      <Form onSubmit={() => look(typed)} inline>
        <Input
          label={t("find.code")}
          value={typed}
          onChange={setTyped}
          type="search"
          help={t("find.code_help")}
          required
          capitals
          focused
        />
        <Select
          label={t("trace.direction")}
          value={direction}
          onChange={(value) => setDirection(value === "forward" ? "forward" : "back")}
          choices={(["back", "forward"] as const).map((one) => ({ value: one, label: t(`trace.${one}`) }))}
        />
        <Submit busy={busy}>{t("trace.go")}</Submit>
      </Form>
      {found === null ? null : <What found={found} onTrace={(code, way) => act(() => trace(code, way))} />}
      <p class="hint">{t("ask.trace_hint")}</p>
      <p class="screen-only">
        <Link to={at.ask("draw", { what: "lot" })}>{t("find.let_draw")}</Link> ·{" "}
        <Link to={at.inspect}>{t("inspect.back")}</Link>
      </p>
    </>
  );
}

function What({ found, onTrace }: { found: Found; onTrace: (code: string, way: Direction) => void }) {
  if (found.kind === "foreign") return <Notice mood="warn">{t("find.foreign", { operation: found.operation })}</Notice>;
  if (found.kind !== "lots") return <Notice mood="warn">{t(`find.${found.kind}`)}</Notice>;
  if (found.lots.length === 0) return <Notice mood="warn">{t("find.no_lot")}</Notice>;
  return (
    <section>
      <h2>{t("find.several", { n: found.lots.length })}</h2>
      <ul class="found">
        {found.lots.map((code) => (
          <li key={code}>
            <code>{code}</code>
            <Button label={`${t("trace.back")}: ${code}`} onPress={() => onTrace(code, "back")}>
              {t("trace.back")}
            </Button>
            <Button label={`${t("trace.forward")}: ${code}`} onPress={() => onTrace(code, "forward")}>
              {t("trace.forward")}
            </Button>
          </li>
        ))}
      </ul>
      {found.papers.length === 0 ? null : (
        <>
          <h3>{t("find.papers")}</h3>
          <EventRows entries={found.papers} />
        </>
      )}
    </section>
  );
}
