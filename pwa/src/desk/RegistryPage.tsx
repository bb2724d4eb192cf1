import { useState } from "preact/hooks";
import { registry, type Partner, type Person, type Place, type Product, type RegistryName } from "../api";
import { localDate } from "../domain/clock";
import { t, words } from "../messages";
import { at, go } from "../paths";
import { Button, Table, type Column } from "../ui";
import { useLoad } from "../sheets/load";
import { Head, Link, StatusMark } from "../sheets/parts";
import { PartnerForm } from "./PartnerForm";
import { PersonForm } from "./PersonForm";
import { PlaceForm } from "./PlaceForm";
import { ProductForm } from "./ProductForm";

type AnyRecord = Place | Product | Partner | Person;

/** A list of the registry and the form for one record of it. The history of each stays in the book. */
export function RegistryPage({ name, open }: { name: RegistryName; open: string | null }) {
  const page = useLoad<AnyRecord[]>(() => registry(name), name);
  const [adding, setAdding] = useState(false);
  const chosen = page.data?.find((one) => one.code === open) ?? null;
  const done = (): void => {
    setAdding(false);
    page.again();
    go(at.registry(name));
  };
  const codeColumn: Column<AnyRecord> = {
    title: t("field.code"),
    cell: (row) => <Link to={at.record(name, row.code)}>{row.code}</Link>,
  };
  return (
    <>
      <Head title={t(`nav.${name}`)} what={t(`registry.${name}_what`)} loaded={page} />
      {page.data === null ? null : chosen !== null || adding ? (
        <>
          <Button
            icon="back"
            quiet
            onPress={() => {
              setAdding(false);
              go(at.registry(name));
            }}
          >
            {t("back")}
          </Button>
          <RecordForm key={chosen?.code ?? "new"} name={name} record={chosen} all={page.data} onDone={done} />
        </>
      ) : (
        <>
          <Button main onPress={() => setAdding(true)}>
            {t(`registry.${name}_add`)}
          </Button>
          <Table
            caption={t(`nav.${name}`)}
            rows={page.data}
            rowKey={(row) => row.code}
            empty={t(`registry.${name}_none`)}
            columns={[codeColumn, { title: t("field.name"), cell: (row) => row.name ?? "–" }, ...more(name)]}
          />
        </>
      )}
    </>
  );
}

function RecordForm({
  name,
  record,
  all,
  onDone,
}: {
  name: RegistryName;
  record: AnyRecord | null;
  all: AnyRecord[];
  onDone: () => void;
}) {
  switch (name) {
    case "places":
      return <PlaceForm place={record as Place | null} all={all as Place[]} onDone={onDone} />;
    case "products":
      return <ProductForm product={record as Product | null} onDone={onDone} />;
    case "partners":
      return <PartnerForm partner={record as Partner | null} onDone={onDone} />;
    case "people":
      return <PersonForm person={record as Person | null} onDone={onDone} />;
  }
}

/** The newest of dated values that holds today. */
function now<T extends { from: string }>(dated: T[] | null | undefined): T | undefined {
  const today = localDate(Date.now());
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
      { title: t("col.status"), cell: (row) => <StatusMark status={now((row as Place).status)?.status} /> },
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
  return [
    {
      title: t("field.roles"),
      cell: (row) => ((row as Partner | Person).roles ?? []).map((one) => words("role", one, one)).join(", "),
    },
  ];
}
