import type { Cells } from "../api";
import { t } from "../messages";

/** The first sheet as it lies in the printer: what is pressed is gone from it already, and stays blank. */
export function FirstSheet({
  cells,
  spare,
  onChange,
}: {
  cells: Cells;
  spare: ReadonlySet<number>;
  onChange: (spare: ReadonlySet<number>) => void;
}) {
  const all = Array.from({ length: cells.columns * cells.rows }, (_, index) => index + 1);
  const toggle = (cell: number): void => {
    const next = new Set(spare);
    if (!next.delete(cell)) next.add(cell);
    if (next.size < all.length) onChange(next);
  };
  return (
    <fieldset class="first-sheet">
      <legend>{t("labels.first_sheet")}</legend>
      <p class="help">{t("labels.first_sheet_help")}</p>
      <div style={`--columns:${cells.columns}`}>
        {all.map((cell) => (
          <button
            key={cell}
            type="button"
            aria-pressed={spare.has(cell)}
            aria-label={t("labels.cell", { number: cell })}
            onClick={() => toggle(cell)}
          >
            {cell}
          </button>
        ))}
      </div>
    </fieldset>
  );
}
