import type { Statement } from "../api";

/** The inspector's formula over a statement: beginning + incoming − ending = outgoing. Masses in milligrams. */
export interface Formula {
  beginning: number;
  incoming: number;
  ending: number;
  outgoing: number;
  /** What the lines of what went out add up to, apart from the formula; equal, or the statement is wrong. */
  lines: number;
}

export function formulaOf(statement: Pick<Statement, "lines" | "closing">): Formula {
  const sum = (keeps: (mg: number, account: string) => boolean): number =>
    statement.lines.reduce((total, line) => total + (keeps(line.mass_mg, line.account) ? line.mass_mg : 0), 0);
  const beginning = sum((_, account) => account === "opening");
  const incoming = sum((mg, account) => account !== "opening" && mg > 0);
  const ending = statement.closing.mass_mg;
  return {
    beginning,
    incoming,
    ending,
    outgoing: beginning + incoming - ending,
    lines: -sum((mg, account) => account !== "opening" && mg < 0),
  };
}
