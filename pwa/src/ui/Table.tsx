import { useRef } from "preact/hooks";
import { Button } from "./Button";
import { saveCsv } from "./csv";
import type { ComponentChildren } from "preact";

export interface Column<Row> {
  title: string;
  cell: (row: Row) => ComponentChildren;
  /** Numbers stand to the right, so that digits line up. */
  number?: boolean;
  /** What a CSV file says instead of the cell's text: a bare number, say. */
  value?: (row: Row) => string | number | null;
}
export interface TableProps<Row> {
  caption: string;
  rows: Row[];
  columns: Column<Row>[];
  rowKey: (row: Row) => string;
  empty: ComponentChildren;
  rowClass?: (row: Row) => string;
  /** On a narrow screen each row stands as a card, every cell under its title: for what is read one by one. */
  cards?: boolean;
  /** What the button is called by which the table is taken away as CSV; there is none without. */
  csv?: string;
}

export function Table<Row>({ caption, rows, columns, rowKey, empty, rowClass, cards, csv }: TableProps<Row>) {
  const shown = useRef<HTMLTableElement>(null);
  if (rows.length === 0) return <div class="empty">{empty}</div>;
  const save = (): void => {
    const texts = [...(shown.current?.querySelectorAll("tbody tr") ?? [])].map((row) =>
      [...row.children].map((cell) => cell.textContent.trim()),
    );
    const lines = rows.map((row, i) => columns.map((column, j) => column.value?.(row) ?? texts[i]?.[j] ?? ""));
    saveCsv(caption, [columns.map((column) => column.title), ...lines]);
  };
  return (
    <>
      <div class="table" tabIndex={0} role="region" aria-label={caption}>
        <table ref={shown} class={cards === true ? "cards" : undefined}>
          <caption class="unseen">{caption}</caption>
          <thead>
            <tr>
              {columns.map((column) => (
                <th
                  key={column.title}

                  scope="col"
                  class={column.number === true ? "number" : undefined}
                >
                  {column.title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={rowKey(row)} class={rowClass?.(row)}>
                {columns.map((column) => (
                  <td
                    key={column.title}

                    data-title={column.title}
                    class={column.number === true ? "number" : undefined}
                  >
                    {column.cell(row)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {csv === undefined ? null : (
        <Button quiet onPress={save}>
          {csv}
        </Button>
      )}
    </>
  );
}
