import type { Soon } from "../api";
import { t } from "../messages";
import { Icon, Table } from "../ui";
import { mass, massFigure, units } from "../sheets/format";
import { placeName } from "../sheets/names";
import { LotLink } from "../sheets/parts";

/** What will not keep, the soonest first; what is over already says so in a word, not by its colour alone. */
export function Expiring({ lots }: { lots: Soon[] }) {
  return (
    <>
      <h2>{t("stock.expiring")}</h2>
      <Table
        caption={t("stock.expiring")}
        cards
        kept="soon"
        rows={lots}
        rowKey={(one) => `${one.lot} ${one.place}`}
        empty={t("stock.nothing_expires")}
        columns={[
          { title: t("col.lot"), cell: (one) => <LotLink code={one.lot} /> },
          { title: t("col.product"), cell: (one) => one.product_name ?? one.product ?? "–" },
          { title: t("col.place"), cell: (one) => placeName(one.place) },
          { title: t("col.units"), number: true, cell: (one) => units(one.units) },
          {
            title: t("col.mass"),
            cell: (one) => (one.mass_mg === 0 ? "–" : mass(one.mass_mg)),
            ...massFigure((one: Soon) => one.mass_mg),
          },
          { title: t("stock.keeps_until"), day: true, cell: (one) => <span class="date">{one.expires}</span> },
          {
            title: t("stock.days_left"),
            number: true,
            value: (one) => one.days_left,
            cell: (one) =>
              one.days_left < 0 ? (
                <span class="mark bad">
                  <Icon name="bad" /> {t("stock.over", { n: -one.days_left })}
                </span>
              ) : (
                one.days_left
              ),
          },
        ]}
      />
    </>
  );
}
