import { dayText, number, t, words } from "../messages";
import { account, mass, severityWord } from "../sheets/format";
import { partnerName, productName } from "../sheets/names";

/** A figure of an answer that has changed, and its values, in words. */

const SAID = /^(?!reasons).*(_mg|percent)$|^(counted\.\w+|variance)\.on$|^(verdict|count)$/;

/** Whether a figure says something by itself: masses are also there as text, and need no saying twice. */
export const isTelling = (what: string): boolean => SAID.test(what);

const ITEM = /^(\w+)\[([^\]]+)\]\.(\w+)$/;
const NAMED: Record<string, (code: string) => string> = {
  lines: account,
  plausibility: productName,
  customers: partnerName,
};

/** What a figure is called: the line of a statement, a lot's stock, a customer's bill; else its place in the answer. */
export function figureName(what: string): string {
  const known = words("figure", what.replace(/_mg$/, ""), "");
  if (known !== "") return known;
  const item = ITEM.exec(what);
  if (item === null) return what.replace(/_mg$/, "").replace(/[._]/g, " ");
  const [, list = "", code = "", field = ""] = item;
  const name = NAMED[list]?.(code) ?? code;
  const plain = field.replace(/_mg$/, "");
  return list === "lines" && plain === "mass" ? name : `${name}: ${words("figure", plain, plain.replace(/_/g, " "))}`;
}

export function figureValue(what: string, one: unknown): string {
  if (typeof one === "number") return what.endsWith("_mg") ? mass(one) : number(one);
  if (typeof one === "boolean") return String(one);
  if (typeof one !== "string") return t("since.absent");
  return what === "verdict" ? severityWord(one) : what.endsWith(".on") ? dayText(one) : one;
}
