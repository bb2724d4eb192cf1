import { packout, type Packout } from "../../api";
import { number, t } from "../../messages";
import { at } from "../../paths";
import { mass, massFigure } from "../../sheets/format";
import { useLoad } from "../../sheets/load";
import { placeName } from "../../sheets/names";
import { Link } from "../../sheets/parts";
import { Table } from "../../ui";
import { partName } from "../loss";
import type { Days } from "./behind";

type Row = Packout["blocks"][number];

/** What packing made of each block's harvest: grades, culls, and what nobody accounts for, in hundredths of all. */
export function Grades({ from, to, commodity }: { commodity: string } & Days) {
  const page = useLoad(() => packout(from, to, commodity), `${from} ${to} ${commodity}`);
  if (page.data === null) return null;
  const { columns, blocks } = page.data;
  const behind = (one: Row, part: string): string =>
    at.harvestLots({ from, to, commodity, place: one.place ?? "", part });
  const share = (one: Row, mg: number): number => Math.round((mg / Math.max(1, one.packed_mg)) * 1000) / 10;
  const percent = (mg: (one: Row) => number | undefined) => ({
    number: true as const,
    unit: "%",
    value: (one: Row): number | null => {
      const found = mg(one);
      return found === undefined ? null : share(one, found);
    },
  });
  const culled = (one: Row): number =>
    columns.reduce((sum, { key }) => sum + (key.startsWith("loss:") ? (one.parts[key] ?? 0) : 0), 0);
  return (
    <>
      <h2>{t("harvest.packout")}</h2>
      <Table
        caption={t("harvest.packout")}
        file={`${t("harvest.packout")} ${commodity} ${from} – ${to}`}
        cards
        kept="packout"
        rows={blocks}
        rowKey={(one) => one.place ?? ""}
        empty={t("harvest.not_packed")}
        columns={[
          { title: t("harvest.by_block"), cell: (one) => placeName(one.place) },
          {
            title: t("harvest.into_packing"),
            cell: (one) => <Link to={behind(one, "all")}>{mass(one.packed_mg)}</Link>,
            ...massFigure((one: Row) => one.packed_mg),
          },
          {
            title: t("harvest.culled"),
            cell: (one) => `${number(share(one, culled(one)))} %`,
            ...percent(culled),
          },
          ...columns.map((column) => ({
            title: column.name ?? partName(column.key),
            cell: (one: Row) => {
              const mg = one.parts[column.key];
              return mg === undefined ? "–" : <Link to={behind(one, column.key)}>{`${number(share(one, mg))} %`}</Link>;
            },
            ...percent((one) => one.parts[column.key]),
          })),
        ]}
      />
    </>
  );
}
