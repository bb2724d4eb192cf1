import { createContext, render, type ComponentChildren } from "preact";
import { useContext } from "preact/hooks";
import { gridOf, type Grid, type GridCell } from "./grid";

export interface Column<Row> {
  title: string;
  cell: (row: Row) => ComponentChildren;
  /** Numbers stand to the right, so that digits line up. */
  number?: boolean;
  /** What a file says instead of the cell's text: a bare number, say. */
  value?: (row: Row) => GridCell;
  /** The unit of the numbers that `value` gives, which are numbers then; a file says it in the heading. */
  unit?: string;
  /** The cells are days, YYYY-MM-DD: dates in a file. */
  day?: boolean;
  /** What the rows can be put in order by, as the table's `order` calls it. */
  sort?: string;
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
  /** What a file of it is called, where the caption does not say it all: of which days, say. */
  file?: string;
  /** The order that the rows are in, and how to ask for another. */
  order?: {
    by: string;
    down: boolean;
    label: (title: string) => string;
    onChange: (by: string, down: boolean) => void;
  };
  /** What a file holds, where the page shows only the first of many rows. */
  all?: Row[] | (() => Promise<Row[]>);
}

/** What stands under every table of a part of the app, to take it away by; nothing where nobody says. */
export const TableTools = /* @__PURE__ */ createContext<
  ((table: { caption: string; grid: () => Promise<Grid> }) => ComponentChildren) | null
>(null);

export function Table<Row>(props: TableProps<Row>) {
  const { caption, rows, columns, rowKey, empty, rowClass, cards, order } = props;
  const tools = useContext(TableTools);
  if (rows.length === 0) return <div class="empty">{empty}</div>;
  return (
    <>
      <div class="table" tabIndex={0} role="region" aria-label={caption}>
        <table class={cards === true ? "cards" : undefined}>
          <caption class="unseen">{caption}</caption>
          <thead>
            <tr>
              {columns.map((column) => (
                <Heading key={column.title} column={column} order={order} />
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
      {tools?.({ caption, grid: () => gridFrom(props) })}
    </>
  );
}

function Heading<Row>({ column, order }: { column: Column<Row>; order: TableProps<Row>["order"] }) {
  const { title, sort, number } = column;
  const place = number === true ? "number" : undefined;
  if (order === undefined || sort === undefined)
    return (
      <th scope="col" class={place}>
        {title}
      </th>
    );
  const here = order.by === sort;
  return (
    <th scope="col" class={place} aria-sort={here ? (order.down ? "descending" : "ascending") : "none"}>
      <button
        type="button"
        class="sort"
        title={order.label(title)}
        onClick={() => order.onChange(sort, here && !order.down)}
      >
        {title} <span aria-hidden="true">{here ? (order.down ? "▼" : "▲") : ""}</span>
      </button>
    </th>
  );
}

async function gridFrom<Row>({ caption, rows, columns, file, all }: TableProps<Row>): Promise<Grid> {
  const every = typeof all === "function" ? await all() : (all ?? rows);
  const cells = every.map((row) =>
    columns.map((column) => (column.value === undefined ? textOf(column.cell(row)) : column.value(row))),
  );
  return gridOf(file ?? caption, columns, cells);
}

/** What a cell says, without the signs that stand for eyes alone. */
function textOf(cell: ComponentChildren): GridCell {
  if (cell === null || cell === undefined || typeof cell === "boolean") return null;
  if (typeof cell === "string" || typeof cell === "number") return cell;
  const holder = document.createElement("td");
  render(cell, holder);
  const said = holder.cloneNode(true) as HTMLElement;
  render(null, holder);
  for (const sign of said.querySelectorAll("[aria-hidden=true]")) sign.remove();
  return said.textContent.replace(/\s+/g, " ").trim();
}
