import type { HarvestGroup, Way } from "../../api";
import { number, t } from "../../messages";
import { mass, massFigure, units } from "../../sheets/format";
import { Link } from "../../sheets/parts";
import { Table, type Column } from "../../ui";
import { area, areaFigure } from "../area";
import { lotsOfGroup, mondayOf, type Days } from "./behind";
import { change } from "./change";

type Group = HarvestGroup;

/** The harvest in groups, beside the year before and the plan; each mass opens the lots that it is the sum of. */
export function Groups({ groups, by, from, to, commodity }: { groups: Group[]; by: Way; commodity: string } & Days) {
  const most = Math.max(1, ...groups.map((one) => one.mass_mg));
  const all = groups.reduce((sum, one) => sum + one.mass_mg, 0);
  const planned = groups.some((one) => one.plan_mg !== null);
  const name = (one: Group): string =>
    by === "week"
      ? t("harvest.week_of", { day: mondayOf(one.key ?? "") })
      : (one.name ?? one.key ?? t("harvest.nobody"));
  const land: Column<Group>[] = [
    { title: t("harvest.area"), cell: (one) => area(one.area_m2), ...areaFigure((one: Group) => one.area_m2) },
    {
      title: t("harvest.per_area"),
      number: true,
      cell: (one) => (one.per_area === null ? "–" : `${number(Number(one.per_area.value))} ${one.per_area.unit}`),
    },
  ];
  const plan: Column<Group>[] = [
    { title: t("harvest.plan"), cell: (one) => mass(one.plan_mg), ...massFigure((one: Group) => one.plan_mg) },
    { title: t("harvest.on_plan"), number: true, cell: (one) => change(one.mass_mg, one.plan_mg) },
  ];
  return (
    <Table
      caption={t(`harvest.by_${by}`)}
      file={`${t("nav.harvest")} ${t(`harvest.by_${by}`)} ${commodity} ${from} – ${to}`.replace(/ +/g, " ")}
      cards
      kept="sort"
      rows={groups}
      rowKey={(one) => one.key ?? ""}
      empty={t("harvest.none")}
      columns={[
        {
          title: t(`harvest.by_${by}`),
          cell: (one) =>
            one.mass_mg === 0 ? name(one) : <Link to={lotsOfGroup(one, by, { from, to }, commodity)}>{name(one)}</Link>,
        },
        {
          title: t("harvest.share"),
          unit: "%",
          value: (one) => Math.round((one.mass_mg / Math.max(1, all)) * 1000) / 10,
          cell: (one) => (
            <span class="bar-of" style={{ inlineSize: `${(one.mass_mg / most) * 100}%` }} aria-hidden="true" />
          ),
        },
        {
          title: t("col.mass"),
          cell: (one) =>
            one.mass_mg === 0 ? (
              mass(0)
            ) : (
              <Link to={lotsOfGroup(one, by, { from, to }, commodity)}>{mass(one.mass_mg)}</Link>
            ),
          ...massFigure((one: Group) => one.mass_mg),
        },
        { title: t("col.units"), number: true, cell: (one) => units(one.units) || "–" },
        ...(by === "block" || by === "variety" || by === "product" ? land : []),
        {
          title: t("harvest.last"),
          cell: (one) => (one.before_mg === 0 ? "–" : mass(one.before_mg)),
          ...massFigure((one: Group) => one.before_mg),
        },
        { title: t("harvest.change"), number: true, cell: (one) => change(one.mass_mg, one.before_mg) },
        ...(planned ? plan : []),
      ]}
    />
  );
}
