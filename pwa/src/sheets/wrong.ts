import { t, words, type Message } from "../messages";

/** What the server says is wrong with a field, in the reader's language: its name, and what to write instead. */

/** The server's sentences that people come to see, each with its words; what {1} and {2} stand for is in brackets. */
const SENTENCES: readonly (readonly [RegExp, Message])[] = [
  [/^The nearest is (.+)\.$/, "hint.nearest"],
  [/^(.+) is called (.+) now\.$/, "hint.renamed"],
  [/^Write a number like (-?[\d.]+)/, "wrong.number"],
  [/^Write a day as/, "wrong.day"],
  [/^Use 1 to 100 characters/, "wrong.code"],
  [/^Write (\d+) to (\d+) digits/, "wrong.digits"],
  [/^Missing data for required field/, "wrong.missing"],
  [/^Expected `str` of length <= (\d+)/, "wrong.long"],
  [/^Expected `int` >= (-?\d+)/, "wrong.least"],
  [/^Expected `int` <= (-?\d+)/, "wrong.most"],
  [/^The last pick is before the first/, "wrong.picks"],
  [/^Nobody takes themselves out of use/, "wrong.oneself"],
  [/^There is no role (.+)\.$/, "wrong.role"],
  [/^There is no time zone of that name/, "wrong.zone"],
  [/^The address of tiles has \{z\}, \{x\} and \{y\}/, "wrong.tiles_places"],
  [/^The address of tiles begins with https/, "wrong.tiles_https"],
  [/^LOTBOOK_TILE_HOSTS does not name (.+)\.$/, "wrong.tiles_near"],
  [/^The address of tiles /, "wrong.tiles"],
  [/^Expected /, "wrong.form"],
  [/^It is not written as it must be/, "wrong.form"],
];

/** Where a field's words have another name than its place in the record. */
const NAMES: Record<string, string> = {
  unit_mass_value: "mass",
  unit_mass_basis: "mass_basis",
  unit_mass_from: "mass_from",
  yield_range_min: "yield_min",
  yield_range_max: "yield_max",
  yield_range_unit: "yield_unit",
};

export function wrongText(path: string, said: string): string {
  // What may have been meant is a sentence of its own.
  const name = /^The nearest is | is called /.test(said) ? "" : fieldName(path);
  return name === "" ? sentence(said) : `${name}: ${sentence(said)}`;
}

function sentence(said: string): string {
  for (const [pattern, message] of SENTENCES) {
    const found = pattern.exec(said);
    if (found !== null) return t(message, { 1: found[1] ?? "", 2: found[2] ?? "" });
  }
  return said;
}

/** `unit_mass.0.value` as "Mass of one 1"; what no form knows stays as it is, and the whole body has no name. */
function fieldName(path: string): string {
  const parts = path.split(".");
  const named = parts.filter((one) => !/^\d+$/.test(one));
  const number = parts.find((one) => /^\d+$/.test(one));
  const whole = named.join("_");
  if (whole === "body") return "";
  const candidates = [NAMES[whole] ?? whole, named.at(-1) ?? "", named[0] ?? ""];
  const known = candidates.map((one) => words("column", one, "")).find((one) => one !== "");
  return [known ?? path, ...(known === undefined || number === undefined ? [] : [String(Number(number) + 1)])].join(
    " ",
  );
}
