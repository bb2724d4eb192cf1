import {
  DISPOSALS,
  type Dispose,
  type Draft,
  type Facts,
  type Kind,
  type Quantity,
  type Status,
} from "../domain/events";
import type { Maker } from "../domain/lotcodes";
import { takenLines, type Run } from "../store/run";
import type { IconName } from "../ui";

/** What a hand does in one record: scan or choose some lots, answer a few questions, save. Harvest and pack are apart. */

export type JobKind = Exclude<Kind, "harvest" | "pack" | "void" | "weigh" | "tag">;

export interface Question {
  name: string;
  how: "customer" | "supplier" | "place" | "planting" | "product" | "choice" | "text" | "amount";
  options?: readonly string[];
  optional?: true;
  /** Asked before anything is scanned. */
  first?: true;
  /** Filled in from the last one of its kind. */
  again?: true;
}

export interface Job {
  icon: IconName;
  /** What a scan adds: a tag with all that it holds, the lot that it names, a blank tag for what comes in. */
  takes: "tags" | "lots" | "blank" | "nothing";
  /** Whether a lot that is chosen needs a quantity; if it may have one, all that is held can be taken. */
  amounts: "needed" | "possible" | "none";
  lines: "needed" | "possible";
  /** The kinds of lots that are offered. */
  of: string[];
  /** A lot that the record makes gets its code when it begins. */
  makes?: Maker;
  questions: Question[];
  draft: (run: Run) => Facts;
}

const STOCKED = ["packed", "harvest", "received"];
const STATUSES = ["organic", "transitional", "nonorganic"] as const;
export const AREA_UNITS = ["acre", "ha", "m2"];

export const JOBS: Record<JobKind, Job> = {
  ship: {
    icon: "ship",
    takes: "tags",
    amounts: "possible",
    lines: "needed",
    of: STOCKED,
    questions: [
      { name: "customer", how: "customer", first: true },
      { name: "bol", how: "text", optional: true },
    ],
    draft: (run) => ({ kind: "ship", partner: run.said["customer"] ?? "", lines: takenLines(run) }),
  },
  move: {
    icon: "move",
    takes: "tags",
    amounts: "possible",
    lines: "needed",
    of: [...STOCKED, "input"],
    questions: [
      { name: "to", how: "place" },
      { name: "step", how: "choice", options: ["cooling"], optional: true },
    ],
    draft: (run) => ({
      kind: "move",
      to: run.said["to"] ?? "",
      lines: takenLines(run),
      ...(run.said["step"] === "cooling" ? { step: "cooling" as const } : {}),
    }),
  },
  dispose: {
    icon: "bin",
    takes: "tags",
    amounts: "possible",
    lines: "needed",
    of: [...STOCKED, "input"],
    questions: [{ name: "disposal", how: "choice", options: DISPOSALS }],
    draft: (run) => ({ kind: "dispose", reason: run.said["disposal"] as Dispose["reason"], lines: takenLines(run) }),
  },
  count: {
    icon: "count",
    takes: "tags",
    amounts: "needed",
    lines: "possible",
    of: [...STOCKED, "input"],
    questions: [{ name: "complete", how: "choice", options: ["everything", "only_these"] }],
    draft: (run) => ({
      kind: "count",
      lines: takenLines(run),
      ...(run.said["complete"] === "everything" ? { complete: true as const } : {}),
    }),
  },
  receive: {
    icon: "receive",
    takes: "blank",
    amounts: "none",
    lines: "possible",
    of: [],
    makes: "receive",
    questions: [
      { name: "supplier", how: "supplier", first: true, again: true },
      { name: "product", how: "product", first: true, again: true },
      { name: "quantity", how: "amount" },
      { name: "status", how: "choice", options: STATUSES, again: true },
      { name: "supplier_lot", how: "text", optional: true },
      { name: "certificate", how: "text", optional: true, again: true },
      { name: "last_certified_operation", how: "text", optional: true, again: true },
      { name: "bol", how: "text", optional: true },
    ],
    draft: (run) => {
      const { supplier = "", product = "", status, supplier_lot, certificate, last_certified_operation } = run.said;
      const tags = run.lines.flatMap((line) =>
        line.tag === null || line.quantity === null ? [] : [{ tag: line.tag, quantity: line.quantity }],
      );
      const line = {
        lot: run.lot ?? "",
        product,
        quantity: amount(run.said["quantity"]),
        status: status as Status,
        ...given({ supplier_lot, certificate, last_certified_operation }),
        ...(tags.length === 0 ? {} : { tags }),
      };
      return { kind: "receive", partner: supplier, lines: [line] };
    },
  },
  plant: {
    icon: "plant",
    takes: "lots",
    amounts: "needed",
    lines: "possible",
    of: ["input"],
    makes: "plant",
    questions: [
      { name: "planting", how: "planting", first: true },
      { name: "area", how: "amount" },
    ],
    draft: (run) => ({
      kind: "plant",
      lot: run.lot ?? "",
      product: run.said["planting"] ?? "",
      area: amount(run.said["area"]),
      uses: lotLines(run),
    }),
  },
  apply: {
    icon: "apply",
    takes: "lots",
    amounts: "needed",
    lines: "needed",
    of: ["input", "received"],
    questions: [{ name: "purpose", how: "text", optional: true, again: true }],
    draft: (run) => ({
      kind: "apply",
      uses: lotLines(run),
      to: [run.place ?? ""],
      ...given({ purpose: run.said["purpose"] }),
    }),
  },
  return: {
    icon: "undo",
    takes: "lots",
    amounts: "needed",
    lines: "needed",
    of: STOCKED,
    questions: [{ name: "customer", how: "customer", first: true }],
    draft: (run) => ({ kind: "return", partner: run.said["customer"] ?? "", lines: lotLines(run) }),
  },
  reclassify: {
    icon: "status",
    takes: "lots",
    amounts: "needed",
    lines: "needed",
    of: STOCKED,
    makes: "reclassify",
    questions: [
      { name: "new_status", how: "choice", options: STATUSES },
      { name: "why", how: "text" },
    ],
    draft: (run) => ({
      kind: "reclassify",
      status: run.said["new_status"] as Status,
      reason: run.said["why"] ?? "",
      // One lot becomes one lot; of several each gets a number of its own.
      lines: lotLines(run).map((line, n) => ({ ...line, to_lot: `${run.lot ?? ""}${n === 0 ? "" : `-${n + 1}`}` })),
    }),
  },
  hold: {
    icon: "warn",
    takes: "lots",
    amounts: "none",
    lines: "needed",
    of: STOCKED,
    questions: [
      { name: "state", how: "choice", options: ["hold", "release"] },
      { name: "why", how: "text" },
    ],
    draft: (run) => ({
      kind: "hold",
      lots: [...new Set(run.lines.flatMap(({ lot }) => (lot === null ? [] : [lot])))],
      state: run.said["state"] === "release" ? "release" : "hold",
      reason: run.said["why"] ?? "",
    }),
  },
  clean: {
    icon: "clean",
    takes: "nothing",
    amounts: "none",
    lines: "possible",
    of: [],
    questions: [
      { name: "method", how: "choice", options: ["swept", "washed", "sanitized"], again: true },
      { name: "what", how: "text", optional: true },
    ],
    draft: (run) => ({ kind: "clean", method: run.said["method"] ?? "", ...given({ what: run.said["what"] }) }),
  },
  note: {
    icon: "note",
    takes: "lots",
    amounts: "none",
    lines: "possible",
    of: STOCKED,
    questions: [{ name: "note", how: "text" }],
    draft: (run) => {
      const lots = run.lines.flatMap(({ lot }) => (lot === null ? [] : [{ lot }]));
      return { kind: "note", about: lots.length > 0 ? lots : run.place === null ? [] : [{ place: run.place }] };
    },
  },
};

/** The whole record of a job: its facts, papers, photos and words. */
export function draftOf(run: Run): Draft {
  const job = JOBS[run.kind as JobKind];
  const number = run.said["bol"]?.trim() ?? "";
  const note = run.said["note"]?.trim() ?? "";
  return {
    ...job.draft(run),
    place: run.place,
    run: null,
    ...(number === "" ? {} : { refs: [{ kind: "bol", number }] }),
    ...(run.docs.length === 0 ? {} : { docs: run.docs }),
    ...(note === "" ? {} : { note }),
  };
}

/** What still must be said before a job can be saved: names of questions, and "lines". */
export function missing(run: Run): string[] {
  const job = JOBS[run.kind as JobKind];
  const unsaid = job.questions
    .filter((one) => one.optional !== true && (run.said[one.name] ?? "").trim() === "")
    .map((one) => one.name);
  const empty = run.lines.length === 0;
  const uncounted = run.kind === "count" && empty && run.said["complete"] !== "everything";
  // A photo alone is a note.
  const told = run.kind === "note" && run.docs.length > 0 ? unsaid.filter((name) => name !== "note") : unsaid;
  return (job.lines === "needed" && empty) || uncounted ? ["lines", ...told] : told;
}

export const amountText = (quantity: Quantity): string => `${quantity.value} ${quantity.unit}`;
export function amount(said: string | undefined): Quantity {
  const [value = "", ...unit] = (said ?? "").split(" ");
  return { value, unit: unit.join(" ") };
}

function lotLines(run: Run): { lot: string; quantity: Quantity }[] {
  return run.lines.flatMap(({ lot, quantity }) => (lot === null || quantity === null ? [] : [{ lot, quantity }]));
}

function given<K extends string>(fields: Record<K, string | undefined>): Partial<Record<K, string>> {
  const said = Object.entries<string | undefined>(fields).filter(([, value]) => (value ?? "").trim() !== "");
  return Object.fromEntries(said.map(([name, value]) => [name, (value ?? "").trim()])) as Partial<Record<K, string>>;
}
