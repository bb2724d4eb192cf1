import type { ComponentChildren, ComponentType } from "preact";
import { t } from "../messages";
import { names } from "../sheets/names";
import { Input, Select, type Choice } from "../ui";
import { DRAWN, SCOPES, type Question, type Scope, type Typed } from "./questions";

/** The fields of each question. What is shown may be more than what was typed: a list shows its first choice. */

interface Props {
  typed: Typed;
  change: (some: Typed) => void;
  children: (shown: Typed, fields: ComponentChildren) => ComponentChildren;
}

const products = () => [...names.value.products.values()];
const sold = () => products().filter((one) => one.stage === "harvested" || one.stage === "packed");
const plain = (codes: string[]): Choice[] => [...new Set(codes)].sort().map((code) => ({ value: code, label: code }));
const called = (some: { code: string; name: string }[]): Choice[] =>
  some
    .map((one) => ({ value: one.code, label: one.name === one.code ? one.code : `${one.name} · ${one.code}` }))
    .sort((a, b) => a.label.localeCompare(b.label));
const anyOf = (choices: Choice[]): Choice[] => [{ value: "", label: t("any") }, ...choices];

function choicesOf(scope: Scope): Choice[] {
  if (scope === "commodity") return plain(sold().map((one) => one.commodity));
  if (scope === "variety") return plain(sold().flatMap((one) => (one.variety ? [one.variety] : [])));
  return called(products().filter((one) => one.stage !== "planting"));
}

function Days({ typed, change, required }: Omit<Props, "children"> & { required: boolean }) {
  return (
    <>
      {(["from", "to"] as const).map((name) => (
        <Input
          key={name}
          label={t(`balance.${name}`)}
          type="date"
          value={typed[name] ?? ""}
          onChange={(value) => change({ [name]: value })}
          required={required}
        />
      ))}
    </>
  );
}

function BalanceFields({ typed, change, children }: Props) {
  const scope = SCOPES.find((one) => one === typed["scope"]) ?? "commodity";
  const choices = choicesOf(scope);
  const what = typed["what"] || (scope === "lot" ? "" : (choices[0]?.value ?? ""));
  const known = choices.some((one) => one.value === what) || what === "";
  return children(
    { ...typed, scope, what },
    <>
      <Select
        label={t("balance.scope")}
        value={scope}
        onChange={(value) => change({ scope: value, what: "" })}
        choices={SCOPES.map((one) => ({ value: one, label: t(`scope.${one}`) }))}
      />
      {scope === "lot" ? (
        <Input
          label={t("scope.lot")}
          value={what}
          onChange={(value) => change({ what: value })}
          required
          capitals
          focused={what === ""}
        />
      ) : (
        <Select
          label={t(`scope.${scope}`)}
          value={what}
          onChange={(value) => change({ what: value })}
          choices={known ? choices : [{ value: what, label: what }, ...choices]}
        />
      )}
      <Days typed={typed} change={change} required />
      <Select
        label={t("col.status")}
        value={typed["status"] ?? ""}
        onChange={(value) => change({ status: value })}
        choices={anyOf(
          (["organic", "transitional", "nonorganic"] as const).map((one) => ({
            value: one,
            label: t(`status.${one}`),
          })),
        )}
      />
    </>,
  );
}

function RecallFields({ typed, change, children }: Props) {
  return children(
    typed,
    <>
      <Input
        label={t("ask.lots")}
        value={typed["lots"] ?? ""}
        onChange={(value) => change({ lots: value })}
        required
        capitals
      />
      <Input label={t("ask.reason")} value={typed["reason"] ?? ""} onChange={(value) => change({ reason: value })} />
    </>,
  );
}

function SalesFields({ typed, change, children }: Props) {
  const customers = [...names.value.partners.values()].filter((one) => one.roles.includes("customer"));
  return children(
    typed,
    <>
      <Days typed={typed} change={change} required />
      <Select
        label={t("scope.commodity")}
        value={typed["commodity"] ?? ""}
        onChange={(value) => change({ commodity: value, product: "" })}
        choices={anyOf(choicesOf("commodity"))}
      />
      <Select
        label={t("scope.product")}
        value={typed["product"] ?? ""}
        onChange={(value) => change({ product: value, commodity: "" })}
        choices={anyOf(choicesOf("product"))}
      />
      <Select
        label={t("trace.customer")}
        value={typed["partner"] ?? ""}
        onChange={(value) => change({ partner: value })}
        choices={anyOf(called(customers))}
      />
    </>,
  );
}

function DrawFields({ typed, change, children }: Props) {
  const what = DRAWN.find((one) => one === typed["what"]) ?? "lot";
  return children(
    { ...typed, what },
    <>
      <Select
        label={t("ask.draw_of")}
        value={what}
        onChange={(value) => change({ what: value })}
        choices={DRAWN.map((one) => ({ value: one, label: t(`drawn.${one}`) }))}
      />
      <Input
        label={t("ask.word")}
        value={typed["word"] ?? ""}
        onChange={(value) => change({ word: value })}
        required
        focused
      />
      {what === "commodity" ? null : (
        <Select
          label={t("ask.only")}
          value={typed["commodity"] ?? ""}
          onChange={(value) => change({ commodity: value })}
          choices={anyOf(choicesOf("commodity"))}
        />
      )}
      <Days typed={typed} change={change} required={false} />
    </>,
  );
}

function Fsma204Fields({ typed, change, children }: Props) {
  return children(
    typed,
    <>
      <Input
        label={t("ask.lots")}
        value={typed["lots"] ?? ""}
        onChange={(value) => change({ lots: value })}
        capitals
        help={t("ask.lots_or_period")}
      />
      <Days typed={typed} change={change} required={(typed["lots"] ?? "").trim() === ""} />
    </>,
  );
}

export const FIELDS: Record<Question, ComponentType<Props>> = {
  balance: BalanceFields,
  recall: RecallFields,
  sales: SalesFields,
  draw: DrawFields,
  fsma204: Fsma204Fields,
};
