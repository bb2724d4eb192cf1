import type { Message } from "../messages";
import { at } from "../paths";

/** The pages of the desk in the order of its menu, which is also where finding looks. */

export const REGISTRIES = ["places", "products", "partners", "people", "recipes", "plans"] as const;

type Pages = readonly (readonly [to: string, name: Message])[];

/** Of every day. */
export const DAILY: Pages = [
  [at.desk, "nav.today"],
  [at.lots, "nav.lots"],
  [at.harvest, "nav.harvest"],
  [at.map, "nav.map"],
  [at.stockPage, "nav.stock"],
  [at.balance, "nav.balance"],
  [at.trace, "nav.trace"],
  [at.inspect, "nav.inspect"],
  [at.findings, "nav.findings"],
  [at.book, "nav.book"],
  [at.quarantine, "nav.quarantine"],
  [at.late, "nav.late"],
  [at.journal, "nav.journal"],
  [at.labels, "nav.labels"],
];

/** Of what there is and who works with it. */
export const KEPT: Pages = [
  ...REGISTRIES.map((name) => [at.registry(name), `nav.${name}`] as const),
  [at.phones, "nav.phones"],
  [at.voice, "nav.voice"],
  [at.inspections, "nav.inspections"],
  [at.settings, "nav.settings"],
];
