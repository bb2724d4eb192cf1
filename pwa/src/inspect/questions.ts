import type { ExerciseKind } from "../api";

/** What can be asked from the first page; a trace is asked one way or the other. */
export const QUESTIONS = ["balance", "trace", "recall", "sales", "draw"] as const;
export type Question = (typeof QUESTIONS)[number];

export const isQuestion = (name: string): name is Question => QUESTIONS.some((one) => one === name);

export const SCOPES = ["commodity", "variety", "product", "lot"] as const;
export const DRAWN = ["commodity", "product", "lot", "shipment", "period"] as const;

/** The fields of a form as they were typed; empty ones are left out of what is asked. */
export type Typed = Record<string, string>;

/** The kind of exercise and its query for a form. */
export function asked(question: Question, typed: Typed): { kind: ExerciseKind; query: Record<string, unknown> } {
  const some = (...names: string[]): Record<string, unknown> =>
    Object.fromEntries(
      names.flatMap((name) => ((typed[name] ?? "").trim() === "" ? [] : [[name, typed[name]?.trim()]])),
    );
  switch (question) {
    case "balance": {
      const scope = typed["scope"] ?? "commodity";
      return { kind: "balance", query: { [scope]: typed["what"]?.trim(), ...some("status", "from", "to") } };
    }
    case "trace":
      return { kind: typed["direction"] === "forward" ? "forward" : "back", query: some("lot") };
    case "recall":
      return { kind: "recall", query: { lots: lotsIn(typed["lots"] ?? ""), ...some("reason") } };
    case "sales":
      return { kind: "sales", query: some("from", "to", "commodity", "partner") };
    case "draw": {
      const what = typed["what"] ?? "lot";
      return { kind: "draw", query: { what, ...some("word", "from", "to", "commodity") } };
    }
  }
}

/** Lots as people write them: with commas, spaces, or a line each. */
export const lotsIn = (text: string): string[] => [...new Set(text.split(/[\s,;]+/).filter((code) => code !== ""))];
