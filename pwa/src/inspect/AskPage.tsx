import { useState } from "preact/hooks";
import { ask } from "../api";
import { t } from "../messages";
import { at, go, remember } from "../paths";
import { todayHere } from "../sheets/format";
import { useAct } from "../sheets/load";
import { Head, Link } from "../sheets/parts";
import { Form, Notice, Submit } from "../ui";
import { FIELDS } from "./fields";
import { asked, type Question, type Typed } from "./questions";
import { visit } from "./visit";

/** One question: its fields, and the way to the sealed answer. What was typed stays in the address. */
export function AskPage({ question, given }: { question: Question; given: URLSearchParams }) {
  const [typed, setTyped] = useState<Typed>(() => {
    const today = todayHere();
    const period = { from: `${today.slice(0, 4)}-01-01`, to: today };
    const fields = Object.fromEntries(given);
    const dated = question === "balance" || question === "sales" || (question === "fsma204" && !given.has("lots"));
    return { ...(dated ? period : {}), ...fields };
  });
  const { busy, problem, act } = useAct();
  const change = (some: Typed): void => setTyped((was) => ({ ...was, ...some }));
  const Fields = FIELDS[question];
  const submit = (shown: Typed): void =>
    act(async () => {
      remember(at.ask(question, Object.fromEntries(Object.entries(shown).filter(([, value]) => value !== ""))));
      const { kind, query } = asked(question, shown, visit.value?.began ?? null);
      const answered = await ask(kind, query);
      go(at.exercise(answered.exercise.id));
    });
  return (
    <>
      <Head title={t(`ask.${question}`)} what={t(`ask.${question}_what`)} />
      {problem === null ? null : <Notice mood="bad">{problem}</Notice>}
      <Fields typed={typed} change={change}>
        {(shown, fields) => (
          <Form onSubmit={() => submit(shown)} inline>
            {fields}
            <Submit busy={busy}>{t(`ask.${question}_go`)}</Submit>
          </Form>
        )}
      </Fields>
      <p class="hint">{t(`ask.${question}_hint`)}</p>
      {question === "balance" ? (
        <p>
          <Link to={at.ask("draw", { what: "product" })}>{t("ask.let_draw")}</Link>
        </p>
      ) : null}
      <p class="screen-only">
        <Link to={at.inspect}>{t("inspect.back")}</Link>
      </p>
    </>
  );
}
