import { useEffect, useMemo, useState } from "preact/hooks";
import { everyLot, lots, registry, type LotRow } from "../api";
import { language, t } from "../messages";
import { at, go } from "../paths";
import { Button, Form, Further, Input, Select, Submit, Table, type Column } from "../ui";
import { lotKind, mass, massFigure, units } from "../sheets/format";
import { explain, useLoad } from "../sheets/load";
import { Head, LotLink, StatusMark } from "../sheets/parts";

const NONE = { q: "", product: "", place: "", status: "", kind: "", from: "", to: "", in_stock: "1", on_hold: "" };
const PAGE_ORDER = { order: "code", down: "" };
type Asked = typeof NONE & typeof PAGE_ORDER;
const KINDS = ["input", "planting", "harvest", "packed", "received"] as const;

/** Every lot: found by what somebody knows of it, in any order. What is asked stands in the address. */
export function LotsPage({ query }: { query: URLSearchParams }) {
  const whole = { ...NONE, ...PAGE_ORDER };
  const filter = Object.fromEntries(
    Object.entries(whole).map(([name, usual]) => [name, query.get(name) ?? usual]),
  ) as Asked;
  const [typed, setTyped] = useState(filter.q);
  useEffect(() => setTyped(filter.q), [filter.q]);
  const [more, setMore] = useState<{ key: string; rows: LotRow[]; next: string | null } | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const key = JSON.stringify(filter);
  const page = useLoad(() => lots(filter), key);
  const choices = useLoad(() => Promise.all([registry("products"), registry("places")]), "choices");
  const later = more?.key === key ? more : null;
  // The same rows and columns as long as nothing of them changed, so that they are not drawn anew for a filter's choices.
  const rows = useMemo(() => [...(page.data?.lots ?? []), ...(later?.rows ?? [])], [page.data, later]);
  const columns = useMemo(columnsOf, [language.value]);
  const next = later === null ? (page.data?.next ?? null) : later.next;
  const show = (change: Partial<Asked>): void => {
    const usual: Record<string, string> = whole;
    go(
      at.lotsOf(
        Object.fromEntries(Object.entries({ ...filter, ...change }).filter(([name, value]) => value !== usual[name])),
      ),
    );
  };
  const set = (field: keyof typeof NONE) => (value: string) => show({ [field]: value });
  const any = { value: "", label: t("any") };

  const narrowed = (["product", "place", "status", "kind", "from", "to"] as const).some((name) => filter[name] !== "");
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
            : show({ q: typed.trim() })
        }
        inline
      >
        <Input label={t("lots.search")} value={typed} onChange={setTyped} type="search" capitals />
        <Further label={t("lots.further")} open={narrowed}>
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
            label={t("col.kind")}
            value={filter.kind}
            onChange={set("kind")}
            choices={[any, ...KINDS.map((one) => ({ value: one, label: lotKind(one) }))]}
          />
          <Select
            label={t("lots.stock")}
            value={filter.on_hold === "" ? filter.in_stock : "hold"}
            onChange={(value) =>
              show(value === "hold" ? { on_hold: "1", in_stock: "" } : { on_hold: "", in_stock: value })
            }
            choices={[
              { value: "1", label: t("lots.in_stock") },
              { value: "hold", label: t("lots.on_hold") },
              { value: "", label: t("lots.all") },
            ]}
          />
          <Input label={t("lots.from")} type="date" value={filter.from} onChange={set("from")} />
          <Input label={t("lots.to")} type="date" value={filter.to} onChange={set("to")} />
        </Further>
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
          order={{
            by: filter.order,
            down: filter.down !== "",
            onChange: (order, down) => show({ order, down: down ? "1" : "" }),
          }}
          columns={columns}
        />
      )}
      {next === null ? null : <Button onPress={onward}>{t("more")}</Button>}
    </>
  );
}

const columnsOf = (): Column<LotRow>[] => [
  { title: t("col.lot"), sort: "code", cell: (row) => <LotLink code={row.lot} /> },
  { title: t("col.kind"), sort: "kind", cell: (row) => lotKind(row.kind) },
  { title: t("col.product"), sort: "product", cell: (row) => row.product_name ?? row.product },
  { title: t("col.status"), sort: "status", cell: (row) => <StatusMark status={row.status} /> },
  { title: t("col.place"), sort: "place", cell: (row) => row.place ?? "–" },
  {
    title: t("col.made"),
    sort: "made",
    day: true,
    cell: (row) => (row.made_at === null ? "–" : <span class="date">{row.made_at.slice(0, 10)}</span>),
  },
  {
    title: t("col.units"),
    number: true,
    cell: (row) =>
      row.mass_mg === 0 && Object.values(row.units).every((value) => Number(value) === 0) ? "–" : units(row.units),
  },
  {
    title: t("col.stock"),
    sort: "mass",
    cell: (row) => (row.mass_mg === 0 ? "–" : mass(row.mass_mg)),
    ...massFigure((row: LotRow) => row.mass_mg),
  },
];
