import { useState } from "preact/hooks";
import { registry, statement, type Scope, type Statement } from "../api";
import { t } from "../messages";
import { at, go } from "../paths";
import { Form, Input, Select, Submit } from "../ui";
import { todayHere } from "../sheets/format";
import { useLoad } from "../sheets/load";
import { Head } from "../sheets/parts";
import { StatementSheet } from "../sheets/StatementSheet";

type ScopeKind = "commodity" | "variety" | "product" | "lot";
const KINDS: ScopeKind[] = ["commodity", "variety", "product", "lot"];

/** A mass balance: what came in accounts for what went out, or it says where it does not. */
export function BalancePage({ query }: { query: URLSearchParams }) {
  const now = todayHere();
  const given = KINDS.find((one) => query.has(one));
  const [kind, setKind] = useState<ScopeKind>(given ?? "commodity");
  const [what, setWhat] = useState(query.get(kind) ?? "");
  const [from, setFrom] = useState(query.get("from") ?? `${now.slice(0, 4)}-01-01`);
  const [to, setTo] = useState(query.get("to") ?? now);
  const [status, setStatus] = useState(query.get("status") ?? "");
  const products = useLoad(() => registry("products"), "products");

  const all = products.data ?? [];
  const values: Record<ScopeKind, string[]> = {
    commodity: [
      ...new Set(all.filter((one) => one.stage !== "planting" && one.stage !== "input").map((one) => one.commodity)),
    ].sort(),
    variety: [...new Set(all.flatMap((one) => (one.variety ? [one.variety] : [])))].sort(),
    product: all.map((one) => one.code).sort(),
    lot: [],
  };
  const chosen = what === "" && kind !== "lot" ? (values[kind][0] ?? "") : what;
  const asked = given === undefined ? null : given;
  const key = asked === null ? "" : query.toString();
  const page = useLoad<Statement | null>(async () => {
    if (asked === null) return null;
    const scope: Scope = { [asked]: query.get(asked) ?? "", status: query.get("status") ?? "" };
    return statement(scope, query.get("from") ?? from, query.get("to") ?? to);
  }, key);
  const ask = (): void =>
    go(
      `${at.balance}?${new URLSearchParams({ [kind]: chosen, from, to, ...(status === "" ? {} : { status }) }).toString()}`,
    );

  return (
    <>
      <Head title={t("nav.balance")} what={t("balance.what")} loaded={page} />
      <Form onSubmit={ask} inline>
        <Select
          label={t("balance.scope")}
          value={kind}
          onChange={(value) => {
            setKind(KINDS.find((one) => one === value) ?? "commodity");
            setWhat("");
          }}
          choices={KINDS.map((one) => ({ value: one, label: t(`scope.${one}`) }))}
        />
        {kind === "lot" ? (
          <Input label={t("scope.lot")} value={what} onChange={setWhat} required capitals />
        ) : (
          <Select
            label={t(`scope.${kind}`)}
            value={chosen}
            onChange={setWhat}
            choices={values[kind].map((one) => ({
              value: one,
              label: all.find((product) => kind === "product" && product.code === one)?.name ?? one,
            }))}
          />
        )}
        <Input label={t("balance.from")} type="date" value={from} onChange={setFrom} required />
        <Input label={t("balance.to")} type="date" value={to} onChange={setTo} required />
        <Select
          label={t("col.status")}
          value={status}
          onChange={setStatus}
          choices={[
            { value: "", label: t("any") },
            ...(["organic", "transitional", "nonorganic"] as const).map((one) => ({
              value: one,
              label: t(`status.${one}`),
            })),
          ]}
        />
        <Submit busy={page.busy && asked !== null}>{t("balance.go")}</Submit>
      </Form>
      {page.data === null ? (
        asked === null ? (
          <p class="empty">{t("balance.empty")}</p>
        ) : null
      ) : (
        <StatementSheet statement={page.data} />
      )}
    </>
  );
}
