import { locale, number, t } from "../messages";
import { remember } from "../paths";
import type { TableSetting } from "../ui";

/** What tables say, and where they keep the order that somebody chose: in the address. */
export const TABLES: TableSetting = {
  locale,
  sortLabel: (title) => t("table.sort", { title }),
  allLabel: (n) => t("table.all", { n: number(n) }),
  kept: (name) => new URLSearchParams(location.search).get(name),
  keep: (name, order) => {
    const query = new URLSearchParams(location.search);
    if (order === null) query.delete(name);
    else query.set(name, order);
    remember(`${location.pathname}${query.size === 0 ? "" : `?${query.toString()}`}`);
  },
};
