import { useState } from "preact/hooks";
import { everyLot, lots, registry, type LotRow } from "../api";
import { t } from "../messages";
import { at, go } from "../paths";
import { Button, Form, Input, Select, Submit, Table } from "../ui";
import { lotKind, mass, massFigure, units } from "../sheets/format";
import { explain, useLoad } from "../sheets/load";
import { Head, LotLink, StatusMark } from "../sheets/parts";

const NONE = { q: "", product: "", place: "", status: "", in_stock: "1" };

/** Every lot, found by any part of its code. */
export function LotsPage({ given }: { given: Partial<typeof NONE> }) {
  const [typed, setTyped] = useState("");
  const [filter, setFilter] = useState({ ...NONE, ...given });
  const [more, setMore] = useState<{ key: string; rows: LotRow[]; next: string | null } | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const key = JSON.stringify(filter);
  const page = useLoad(() => lots(filter), key);
  const choices = useLoad(() => Promise.all([registry("products"), registry("places")]), "choices");
  const later = more?.key === key ? more : null;
  const rows = [...(page.data?.lots ?? []), ...(later?.rows ?? [])];
  const next = later === null ? (page.data?.next ?? null) : later.next;
  const set = (field: keyof typeof NONE) => (value: string) => setFilter({ ...filter, [field]: value });
  const any = { value: "", label: t("any") };

  const onward = (): void => {
    lots({ ...filter, after: next }).then(
      (got) => setMore({ key, rows: [...(later?.rows ?? []), ...got.lots], next: got.next }),
      (cause: unknown) => setProblem(explain(cause)),
    );
  };
  return (
    <>
      <Head title={t("nav.lots")} loaded={page} />
      <Form
        onSubmit={() =>
          rows.length === 1 && rows[0] !== undefined && typed === filter.q
            ? go(at.lot(rows[0].lot))
            : setFilter({ ...filter, q: typed.trim() })
        }
        inline
      >
        <Input label={t("lots.search")} value={typed} onChange={setTyped} type="search" capitals />
        <Select
          label={t("col.product")}
          value={filter.product}
          onChange={set("product")}
          choices={[any, ...(choices.data?.[0] ?? []).map((one) => ({ value: one.code, label: one.name }))]}
        />
        <Select
          label={t("col.place")}
          value={filter.place}
          onChange={set("place")}
          choices={[any, ...(choices.data?.[1] ?? []).map((one) => ({ value: one.code, label: one.name }))]}
        />
        <Select
          label={t("col.status")}
          value={filter.status}
          onChange={set("status")}
          choices={[
            any,
            ...(["organic", "transitional", "nonorganic"] as const).map((one) => ({
              value: one,
              label: t(`status.${one}`),
            })),
          ]}
        />
        <Select
          label={t("lots.stock")}
          value={filter.in_stock}
          onChange={set("in_stock")}
          choices={[
            { value: "1", label: t("lots.in_stock") },
            { value: "", label: t("lots.all") },
          ]}
        />
        <Submit>{t("find")}</Submit>
      </Form>
      {problem === null ? null : <p role="alert">{problem}</p>}
      {page.data === null ? null : (
        <Table
          caption={t("nav.lots")}
          rows={rows}
          all={() => everyLot(filter)}
          rowKey={(row) => row.lot}
          empty={t("lots.none")}
          columns={[
            { title: t("col.lot"), cell: (row) => <LotLink code={row.lot} /> },
            { title: t("col.kind"), cell: (row) => lotKind(row.kind) },
            { title: t("col.product"), cell: (row) => row.product_name ?? row.product },
            { title: t("col.status"), cell: (row) => <StatusMark status={row.status} /> },
            { title: t("col.place"), cell: (row) => row.place ?? "–" },
            {
              title: t("col.made"),
              day: true,
              cell: (row) => (row.made_at === null ? "–" : <span class="date">{row.made_at.slice(0, 10)}</span>),
            },
            {
              title: t("col.units"),
              number: true,
              cell: (row) =>
                row.mass_mg === 0 && Object.values(row.units).every((value) => Number(value) === 0)
                  ? "–"
                  : units(row.units),
            },
            {
              title: t("col.stock"),
              cell: (row) => (row.mass_mg === 0 ? "–" : mass(row.mass_mg)),
              ...massFigure((row: LotRow) => row.mass_mg),
            },
          ]}
        />
      )}
      {next === null ? null : <Button onPress={onward}>{t("more")}</Button>}
    </>
  );
}
