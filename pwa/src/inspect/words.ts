import type { Exercise } from "../api";
import { dayText, t, words } from "../messages";
import { statusWord } from "../sheets/format";

/** What was asked, on one line. */
export function questionText(exercise: Exercise): string {
  const kind = words("exercise", exercise.kind, exercise.kind);
  const asked = Object.entries(exercise.query).flatMap(([name, value]) => {
    if (name === "from" || name === "to" || name === "amounts" || name === "began") return [];
    if (name === "what") return [words("drawn", String(value), String(value))];
    if (name === "status") return [statusWord(String(value))];
    return [Array.isArray(value) ? value.join(", ") : String(value)];
  });
  const { from, to } = exercise.query;
  const period =
    typeof from === "string" && typeof to === "string"
      ? [t("balance.period", { from: dayText(from), to: dayText(to) })]
      : [];
  return [kind, ...asked, ...period].join(" · ");
}
