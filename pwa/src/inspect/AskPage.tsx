import { useState } from "preact/hooks";
import { ask, registry } from "../api";
import { localDate } from "../domain/clock";
import { t } from "../messages";
import { at, go } from "../paths";
import { useAct, useLoad } from "../sheets/load";
import { Head, Link } from "../sheets/parts";
import { Form, Input, Notice, Select, Submit } from "../ui";
import { asked, DRAWN, SCOPES, type Question, type Typed } from "./questions";

/** One question: its fields, and the way to the sealed answer. */
export function AskPage({ question, given }: { question: Question; given: URLSearchParams }) {
  const today = localDate(Date.now());
  const [typed, setTyped] = useState<Typed>(() => ({
    ...(question === "balance" || question === "sales" ? { from: `${today.slice(0, 4)}-01-01`, to: today } : {}),
    ...Object.fromEntries(given),
  }));
  const { busy, problem, act } = useAct();
  const set = (name: string) => (value: string) => setTyped((was) => ({ ...was, [name]: value }));
  const products = useLoad(() => registry("products"), "products");
  const names = (field: "commodity" | "variety"): string[] =>
    [...new Set((products.data ?? []).flatMap((one) => (one[field] ? [one[field]] : [])))].sort();
  const choices: Record<string, string[]> = {
    commodity: names("commodity"),
    variety: names("variety"),
    product: (products.data ?? []).map((one) => one.code).sort(),
  };
  const scope = typed["scope"] ?? "commodity";
  const what = typed["what"] ?? (question === "balance" ? (choices[scope]?.[0] ?? "") : "lot");
  const submit = (): void =>
    act(async () => {
      const { kind, query } = asked(question, { ...typed, what });
      const answered = await ask(kind, query);
      go(at.exercise(answered.exercise.id));
    });
  const field = (
    name: string,
    label: string,
    more: { required?: boolean; date?: boolean; capitals?: boolean } = {},
  ) => (
    <Input
      label={label}
      value={typed[name] ?? ""}
      onChange={set(name)}
      type={more.date === true ? "date" : "text"}
      required={more.required ?? false}
      capitals={more.capitals ?? false}
    />
  );
  const period = (required: boolean) => (
    <>
      {field("from", t("balance.from"), { required, date: true })}
      {field("to", t("balance.to"), { required, date: true })}
    </>
  );
  const select = (name: string, label: string, value: string, some: { value: string; label: string }[]) => (
    <Select label={label} value={value} onChange={set(name)} choices={some} />
  );
  const plain = (some: string[]) => some.map((one) => ({ value: one, label: one }));

  return (
    <>
      <Head title={t(`ask.${question}`)} what={t(`ask.${question}_what`)} />
      {problem === null ? null : <Notice mood="bad">{problem}</Notice>}
      <Form onSubmit={submit} inline>
        {question === "balance" ? (
          <>
            <Select
              label={t("balance.scope")}
              value={scope}
              onChange={(value) => setTyped(({ from = "", to = "" }) => ({ from, to, scope: value }))}
              choices={SCOPES.map((one) => ({ value: one, label: t(`scope.${one}`) }))}
            />
            {scope === "lot"
              ? field("what", t("scope.lot"), { required: true, capitals: true })
              : select(
                  "what",
                  t(`scope.${scope === "variety" ? "variety" : scope === "product" ? "product" : "commodity"}`),
                  what,
                  plain(choices[scope] ?? []),
                )}
            {period(true)}
            {select("status", t("col.status"), typed["status"] ?? "", [
              { value: "", label: t("any") },
              ...(["organic", "transitional", "nonorganic"] as const).map((one) => ({
                value: one,
                label: t(`status.${one}`),
              })),
            ])}
          </>
        ) : null}
        {question === "trace" ? (
          <>
            {field("lot", t("col.lot"), { required: true, capitals: true })}
            {select(
              "direction",
              t("trace.direction"),
              typed["direction"] ?? "back",
              (["back", "forward"] as const).map((one) => ({ value: one, label: t(`trace.${one}`) })),
            )}
          </>
        ) : null}
        {question === "recall" ? (
          <>
            {field("lots", t("ask.lots"), { required: true, capitals: true })}
            {field("reason", t("ask.reason"))}
          </>
        ) : null}
        {question === "sales" ? (
          <>
            {period(true)}
            {select("commodity", t("scope.commodity"), typed["commodity"] ?? "", [
              { value: "", label: t("any") },
              ...plain(choices["commodity"] ?? []),
            ])}
          </>
        ) : null}
        {question === "draw" ? (
          <>
            {select(
              "what",
              t("ask.draw_of"),
              what,
              DRAWN.map((one) => ({ value: one, label: t(`drawn.${one}`) })),
            )}
            {field("word", t("ask.word"), { required: true })}
            {period(false)}
          </>
        ) : null}
        <Submit busy={busy}>{t(`ask.${question}_go`)}</Submit>
      </Form>
      <p class="hint">{t(`ask.${question}_hint`)}</p>
      <p>
        <Link to={at.inspect}>{t("inspect.back")}</Link>
      </p>
    </>
  );
}
