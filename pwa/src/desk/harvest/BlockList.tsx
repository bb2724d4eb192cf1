import type { Block } from "../../api";
import { locale, number, t } from "../../messages";
import { at } from "../../paths";
import { mass, massFigure } from "../../sheets/format";
import { Link, StatusMark } from "../../sheets/parts";
import { Several } from "../../sheets/Several";
import { Table } from "../../ui";
import { area, areaFigure } from "../area";
import type { Days } from "./behind";

/** Bed 2 before bed 10. */
function byName(blocks: Block[]): Block[] {
  const { compare } = new Intl.Collator(locale(), { numeric: true });
  return blocks.toSorted((one, other) => compare(one.name ?? one.place, other.name ?? other.place));
}

/** Blocks with their land and last pick; those that are planted and were not picked stand in a sentence above. */
export function BlockList({ blocks: all, from, to }: { blocks: Block[] } & Days) {
  const unpicked = all.filter((one) => one.plantings.length > 0 && one.mass_mg === 0);
  return (
    <>
      <h2>{t("harvest.blocks")}</h2>
      {unpicked.length === 0 ? null : (
        <p>
          {t("harvest.unpicked")}{" "}
          <Several of={unpicked}>
            {(one, i) => (
              <span key={one.place}>
                {i === 0 ? "" : ", "}
                {one.name ?? one.place}
              </span>
            )}
          </Several>
        </p>
      )}
      <Table
        caption={t("harvest.blocks")}
        file={`${t("harvest.blocks")} ${from} – ${to}`}
        cards
        kept="blocks"
        rows={byName(all)}
        rowKey={(one) => one.place}
        empty={t("harvest.no_blocks")}
        columns={[
          {
            title: t("harvest.by_block"),
            cell: (one) => <Link to={at.record("places", one.place)}>{one.name ?? one.place}</Link>,
          },
          { title: t("col.status"), cell: (one) => <StatusMark status={one.status} /> },
          {
            title: t("harvest.planted"),
            cell: (one) => area(one.planted_m2),
            ...areaFigure((one: Block) => one.planted_m2),
          },
          {
            title: t("harvest.area_all"),
            cell: (one) => area(one.area_m2),
            ...areaFigure((one: Block) => one.area_m2),
          },
          {
            title: t("col.mass"),
            cell: (one) =>
              one.mass_mg === 0 ? (
                mass(0)
              ) : (
                <Link to={at.harvestLots({ place: one.place, from, to })}>{mass(one.mass_mg)}</Link>
              ),
            ...massFigure((one: Block) => one.mass_mg),
          },
          {
            title: t("harvest.per_area"),
            number: true,
            cell: (one) => (one.per_area === null ? "–" : `${number(Number(one.per_area.value))} ${one.per_area.unit}`),
          },
          {
            title: t("harvest.last_pick"),
            day: true,
            cell: (one) => <span class="date">{one.last_picked ?? t("harvest.never")}</span>,
            value: (one) => one.last_picked,
          },
          {
            title: t("harvest.days_since"),
            number: true,
            cell: (one) => (one.days_since === null ? "–" : number(one.days_since)),
          },
        ]}
      />
    </>
  );
}
