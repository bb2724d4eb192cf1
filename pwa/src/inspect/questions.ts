import type { ExerciseKind } from "../api";

/** What can be asked by a form; a trace begins at its own page, by camera, code or paper. */
export const QUESTIONS = ["balance", "recall", "sales", "draw", "fsma204"] as const;
export type Question = (typeof QUESTIONS)[number];

export const isQuestion = (name: string): name is Question => QUESTIONS.some((one) => one === name);

export const SCOPES = ["commodity", "variety", "product", "lot"] as const;
export type Scope = (typeof SCOPES)[number];
export const DRAWN = ["commodity", "product", "lot", "shipment", "period"] as const;

/** The fields of a form as they were typed; empty ones are left out of what is asked. */
export type Typed = Record<string, string>;

/** The kind of exercise and its query for a form; `began` is when this inspection began. */
export function asked(
  question: Question,
  typed: Typed,
  began: string | null = null,
): { kind: ExerciseKind; query: Record<string, unknown> } {
  const some = (...names: string[]): Record<string, unknown> =>
    Object.fromEntries(
      names.flatMap((name) => ((typed[name] ?? "").trim() === "" ? [] : [[name, typed[name]?.trim()]])),
    );
  switch (question) {
    case "balance": {
      const scope = typed["scope"] ?? "commodity";
      const query = { [scope]: typed["what"]?.trim(), ...some("status", "from", "to") };
      return { kind: "balance", query: began === null ? query : { ...query, began } };
    }
    case "recall":
      return { kind: "recall", query: { lots: lotsIn(typed["lots"] ?? ""), ...some("reason") } };
    case "sales":
      return { kind: "sales", query: some("from", "to", "commodity", "product", "partner") };
    case "draw": {
      const what = typed["what"] ?? "lot";
      return { kind: "draw", query: { what, ...some("word", "from", "to", "commodity") } };
    }
    case "fsma204": {
      const lots = lotsIn(typed["lots"] ?? "");
      return { kind: "fsma204", query: lots.length > 0 ? { lots } : some("from", "to") };
    }
  }
}

/** Lots as people write them: with commas, spaces, or a line each. */
export const lotsIn = (text: string): string[] => [...new Set(text.split(/[\s,;]+/).filter((code) => code !== ""))];

/** What was asked, as the fields of its form: so that a sealed question is asked again with a change. */
export function typedAgain(kind: ExerciseKind, query: Record<string, unknown>): Typed {
  const typed: Typed = {};
  for (const [name, value] of Object.entries(query)) {
    if (name === "amounts" || name === "began") continue;
    const scope = SCOPES.find((one) => one === name);
    if (kind === "balance" && scope !== undefined) Object.assign(typed, { scope, what: String(value) });
    else typed[name] = Array.isArray(value) ? value.join(", ") : String(value);
  }
  return typed;
}

/** The FSMA 204 sheet of the same lots or the same period; null for what has neither. */
export function fsma204Of(kind: ExerciseKind, query: Record<string, unknown>): Typed | null {
  if (kind === "fsma204" || kind === "draw") return null;
  const { lot, lots, from, to } = typedAgain("sales", query);
  if (lots ?? lot) return { lots: lots ?? lot ?? "" };
  return from === undefined || to === undefined ? null : { from, to };
}
