import { blocks, registry, season, type Season, type Way } from "../api";
import { t } from "../messages";
import { at, go } from "../paths";
import { Form, Input, Notice, Select } from "../ui";
import { mass, todayHere } from "../sheets/format";
import { session, useLoad } from "../sheets/load";
import { Head, Link } from "../sheets/parts";
import { Curve } from "./Curve";
import type { Days } from "./harvest/behind";
import { BlockList } from "./harvest/BlockList";
import { change } from "./harvest/change";
import { Grades } from "./harvest/Grades";
import { Groups } from "./harvest/Groups";

const WAYS = ["block", "variety", "product", "week", "crew"] as const;

/** Yields: this season beside the last, by whatever the grower asks, down to the records. */
export function HarvestPage({ query }: { query: URLSearchParams }) {
  const today = todayHere();
  const asked = {
    from: query.get("from") ?? `${today.slice(0, 4)}-01-01`,
    to: query.get("to") ?? today,
    by: (query.get("by") ?? "block") as Way,
    commodity: query.get("commodity") ?? "",
  };
  const key = JSON.stringify(asked);
  const page = useLoad(() => season(asked.from, asked.to, asked.by, asked.commodity), key);
  const set = (field: keyof typeof asked) => (value: string) =>
    go(`${at.harvest}?${new URLSearchParams({ ...asked, [field]: value }).toString()}`, true);
  const ways = session.value?.operation.yields_by_person === true ? [...WAYS, "person" as const] : WAYS;
  return (
    <>
      <Head title={t("nav.harvest")} what={t("harvest.what")} loaded={page} />
      <Form onSubmit={() => undefined} inline>
        <Input label={t("balance.from")} type="date" value={asked.from} onChange={set("from")} />
        <Input label={t("balance.to")} type="date" value={asked.to} onChange={set("to")} />
        <Commodity value={asked.commodity} onChange={set("commodity")} />
        <Select
          label={t("harvest.by")}
          value={asked.by}
          onChange={set("by")}
          choices={ways.map((one) => ({ value: one, label: t(`harvest.by_${one}`) }))}
        />
      </Form>
      {page.data === null ? null : (
        <>
          <Total of={page.data} {...asked} />
          <Curve {...asked} now={page.data.curve} before={page.data.curve_before} plan={page.data.curve_plan} />
          <Groups groups={page.data.groups} {...asked} />
          <Land from={asked.from} to={asked.to} />
          {asked.commodity === "" ? null : <Grades {...asked} />}
        </>
      )}
    </>
  );
}

/** The commodities of our products. */
function Commodity({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const products = useLoad(() => registry("products"), "products");
  const commodities = [...new Set((products.data ?? []).flatMap((one) => one.commodity ?? []))].sort();
  return (
    <Select
      label={t("harvest.commodity")}
      value={value}
      onChange={onChange}
      choices={[{ value: "", label: t("any") }, ...commodities.map((one) => ({ value: one, label: one }))]}
    />
  );
}

/** The blocks, asked for once the yields are here: drawn with them they would keep a phone from answering. */
function Land(days: Days) {
  const land = useLoad(() => blocks(days.from, days.to), `${days.from} ${days.to}`);
  if (land.problem !== null) return <Notice mood="bad">{land.problem}</Notice>;
  return land.data === null ? null : <BlockList blocks={land.data} {...days} />;
}

/** What came in, beside the year before and the plan, in a sentence. */
function Total({ of, from, to, commodity }: { of: Season; commodity: string } & Days) {
  const { mass_mg: now, before_mg: before, plan_mg: plan, plan_whole_mg: whole } = of;
  const behind = at.harvestLots({ from, to, ...(commodity === "" ? {} : { commodity }) });
  return (
    <p class="total">
      <b>{now === 0 ? mass(0) : <Link to={behind}>{mass(now)}</Link>}</b>{" "}
      {before === 0 ? t("harvest.no_last") : t("harvest.against", { change: change(now, before) })}{" "}
      {plan === null ? (
        <>
          {t("harvest.no_plan")} <Link to={at.registry("plans")}>{t("harvest.plans")}</Link>
        </>
      ) : (
        t("harvest.against_plan", { change: change(now, plan), plan: mass(plan), whole: mass(whole) })
      )}
    </p>
  );
}
