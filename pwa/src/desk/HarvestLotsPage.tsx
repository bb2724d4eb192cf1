import { lotsBehind, type LotBehind } from "../api";
import { number, t } from "../messages";
import { at } from "../paths";
import { mass, massFigure, statusWord, units } from "../sheets/format";
import { useLoad } from "../sheets/load";
import { Head, Link, LotLink, StatusMark } from "../sheets/parts";
import { Table } from "../ui";
import { partName } from "./loss";

const ASKED = ["place", "product", "variety", "commodity", "planting", "crew", "person", "part"] as const;

/** The lots behind a figure of the harvest or of the packout: they add up to it. */
export function HarvestLotsPage({ query }: { query: URLSearchParams }) {
  const asked = Object.fromEntries(
    ["from", "to", ...ASKED].flatMap((name) => (query.has(name) ? [[name, query.get(name) ?? ""]] : [])),
  );
  const page = useLoad(() => lotsBehind(asked), JSON.stringify(asked));
  const { from = "", to = "" } = asked;
  const said = ASKED.flatMap((name) => {
    const value = asked[name];
    if (value === undefined || (name === "part" && value === "all")) return [];
    return `${t(`behind.${name}`)}: ${name === "part" ? partName(value) : value || t("harvest.nobody")}`;
  }).join(" · ");
  const place = asked["place"];
  return (
    <>
      <Head title={t("behind.title")} what={t("behind.what", { from, to })} loaded={page} />
      {said === "" ? null : <p>{said}</p>}
      {page.data === null ? null : (
        <>
          <p class="total">
            <b>{mass(page.data.mass_mg)}</b> {t("behind.count", { n: number(page.data.count) })}
          </p>
          {page.data.count === page.data.lots.length ? null : (
            <p>{t("behind.most", { n: number(page.data.lots.length) })}</p>
          )}
          <Table
            caption={t("behind.title")}
            file={`${t("behind.title")} ${from} – ${to}`}
            cards
            part={page.data.count !== page.data.lots.length}
            kept="sort"
            rows={page.data.lots}
            rowKey={(one) => one.lot}
            empty={t("harvest.none")}
            columns={[
              { title: t("col.lot"), cell: (one) => <LotLink code={one.lot} />, value: (one) => one.lot },
              { title: t("col.product"), cell: (one) => one.product_name ?? one.product ?? "–" },
              {
                title: t("col.status"),
                cell: (one) => <StatusMark status={one.status} />,
                value: (one) => statusWord(one.status),
              },
              { title: t("col.place"), cell: (one) => one.places.join(", ") || "–" },
              { title: t("balance.from"), day: true, cell: (one) => one.first_day },
              { title: t("balance.to"), day: true, cell: (one) => one.last_day },
              { title: t("col.units"), number: true, cell: (one) => units(one.units) || "–" },
              {
                title: t("col.mass"),
                cell: (one) => mass(one.mass_mg),
                ...massFigure((one: LotBehind) => one.mass_mg),
              },
            ]}
          />
          {place === undefined || place === "" || asked["part"] !== undefined ? null : (
            <p>
              <Link to={at.records({ kind: "harvest", place, from, to })}>{t("behind.records")}</Link>
              {" · "}
              <Link to={at.record("places", place)}>{t("behind.place_record")}</Link>
            </p>
          )}
        </>
      )}
    </>
  );
}
