import { useState } from "preact/hooks";
import {
  registry,
  type Partner,
  type Person,
  type Place,
  type Plan,
  type Product,
  type Recipe,
  type RegistryName,
} from "../api";
import { t, words } from "../messages";
import { at, go } from "../paths";
import { Button, Table, type Column } from "../ui";
import { statusWord, todayHere } from "../sheets/format";
import { useLoad } from "../sheets/load";
import { productName } from "../sheets/names";
import { Head, Link, StatusMark } from "../sheets/parts";
import { certificateOf, Ends } from "./Certificate";
import { IngredientCheck } from "./IngredientCheck";
import { RecordPage } from "./RecordPage";

export type AnyRecord = Place | Product | Partner | Person | Recipe | Plan;

/** A list of the registry, or the page of one record of it. */
export function RegistryPage({ name, open }: { name: RegistryName; open: string | null }) {
  const page = useLoad<AnyRecord[]>(() => registry(name), name);
  const [adding, setAdding] = useState(false);
  const [everything, setEverything] = useState(false);
  const chosen = page.data?.find((one) => one.code === open) ?? null;
  const leave = (): void => {
    setAdding(false);
    go(at.registry(name));
  };
  const retired = page.data?.filter((one) => one.retired === true).length ?? 0;
  const columns: Column<AnyRecord>[] = [
    {
      title: t("field.code"),
      cell: (row) => <Link to={at.record(name, row.code)}>{row.code}</Link>,
      value: (row) => row.code,
    },
    ...(name === "plans" || name === "recipes"
      ? []
      : [{ title: t("field.name"), cell: (row: AnyRecord) => ("name" in row ? row.name || "–" : "–") }]),
    ...more(name),
    ...(everything ? [{ title: t("col.state"), cell: (row: AnyRecord) => stateWord(row) }] : []),
  ];
  return (
    <>
      {chosen !== null ? (
        <Head title={nameOf(chosen)} loaded={page} />
      ) : adding ? (
        <Head title={t(`registry.${name}_add`)} loaded={page} />
      ) : (
        <Head title={t(`nav.${name}`)} what={t(`registry.${name}_what`)} loaded={page} />
      )}
      {page.data === null ? null : chosen !== null || adding ? (
        <>
          <Button icon="back" quiet onPress={leave}>
            {t("back")}
          </Button>
          <RecordPage
            key={chosen === null ? "new" : `${chosen.code} ${chosen.seq}`}
            name={name}
            record={chosen}
            all={page.data}
            onChanged={page.again}
            onDone={() => {
              page.again();
              leave();
            }}
          />
        </>
      ) : (
        <>
          <Button main onPress={() => setAdding(true)}>
            {t(`registry.${name}_add`)}
          </Button>{" "}
          <Button onPress={() => go(at.importing(name))}>{t("import.open")}</Button>
          {retired === 0 ? null : (
            <Button quiet pressed={everything} onPress={() => setEverything(!everything)}>
              {t("retired.show", { n: retired })}
            </Button>
          )}
          <Table
            caption={t(`nav.${name}`)}
            rows={page.data.filter((one) => everything || one.retired !== true)}
            rowKey={(row) => row.code}
            kept="sort"
            cards={name === "recipes" || name === "plans"}
            empty={t(`registry.${name}_none`)}
            columns={columns}
          />
          {name === "recipes" && page.data.length > 0 ? <IngredientCheck recipe={null} /> : null}
        </>
      )}
    </>
  );
}

const nameOf = (row: AnyRecord): string => ("name" in row && row.name ? row.name : row.code);
const stateWord = (row: AnyRecord): string => t(row.retired === true ? "retired.state" : "retired.in_use");

/** The newest of dated values that holds today. */
function now<T extends { from: string }>(dated: T[] | null | undefined): T | undefined {
  const today = todayHere();
  return (dated ?? [])
    .filter((one) => one.from <= today)
    .sort((a, b) => a.from.localeCompare(b.from))
    .at(-1);
}

function more(name: RegistryName): Column<AnyRecord>[] {
  if (name === "places")
    return [
      { title: t("col.kind"), cell: (row) => words("placekind", (row as Place).kind, (row as Place).kind) },
      { title: t("field.parent"), cell: (row) => (row as Place).parent ?? "–" },
      {
        title: t("field.area"),
        number: true,
        cell: (row) => ((row as Place).area ? `${(row as Place).area?.value} ${(row as Place).area?.unit}` : "–"),
      },
      {
        title: t("col.status"),
        cell: (row) => <StatusMark status={now((row as Place).status)?.status} />,
        value: (row) => statusWord(now((row as Place).status)?.status),
      },
    ];
  if (name === "products")
    return [
      { title: t("scope.commodity"), cell: (row) => (row as Product).commodity },
      { title: t("field.stage"), cell: (row) => words("stage", (row as Product).stage, (row as Product).stage) },
      { title: t("field.unit"), cell: (row) => (row as Product).unit },
      {
        title: t("field.unit_mass"),
        number: true,
        cell: (row) => {
          const mass = now((row as Product).unit_mass);
          return mass === undefined ? "–" : `${mass.value} ${mass.unit}`;
        },
      },
    ];
  if (name === "recipes")
    return [
      { title: t("recipe.product"), cell: (row) => productName((row as Recipe).product) },
      { title: t("field.from"), cell: (row) => (row as Recipe).from ?? "–", day: true },
      {
        title: t("recipe.ingredients"),
        cell: (row) =>
          (row as Recipe).ingredients
            .map((one) => `${one.product ? productName(one.product) : (one.commodity ?? "–")} ${one.percent} %`)
            .join(", "),
      },
    ];
  if (name === "plans")
    return [
      {
        title: t("col.product"),
        cell: (row) => ((row as Plan).product ? productName((row as Plan).product) : "–"),
      },
      {
        title: t("plan.quantity"),
        number: true,
        cell: (row) => `${(row as Plan).quantity.value} ${(row as Plan).quantity.unit}`,
      },
      { title: t("plan.first_pick"), cell: (row) => (row as Plan).first_pick, day: true },
      { title: t("plan.last_pick"), cell: (row) => (row as Plan).last_pick, day: true },
    ];
  const certificates: Column<AnyRecord>[] =
    name === "partners"
      ? [{ title: t("certificate.ends"), cell: (row) => <Ends on={certificateOf(row as Partner).expires} /> }]
      : [];
  return [
    ...certificates,
    {
      title: t("field.roles"),
      cell: (row) => ((row as Partner | Person).roles ?? []).map((one) => words("role", one, one)).join(", "),
    },
  ];
}
