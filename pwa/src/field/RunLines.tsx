import { t } from "../messages";
import type { Run } from "../store/run";
import { onHold } from "./held";
import { quantityText } from "./runs";

/** The newest lines of a run, so that a slip is seen at once. */
export function RunLines({ run }: { run: Run }) {
  const newest = run.lines.slice(-6).reverse();
  if (newest.length === 0) return null;
  return (
    <ol class="run-lines" reversed start={run.lines.length}>
      {newest.map((line, i) => (
        <li key={run.lines.length - i}>
          <span>{t(`line.${line.what}`)}</span> <code>{line.label}</code>
          {line.lot === null || line.lot === line.label || line.lot === run.lot ? null : <small>{line.lot}</small>}{" "}
          <b>{quantityText(line.quantity)}</b> {onHold(line.lot) === null ? null : <small>{onHold(line.lot)}</small>}
        </li>
      ))}
    </ol>
  );
}
