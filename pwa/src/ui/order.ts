import { figureOf, type GridCell } from "./grid";

/** The order of a table's rows by one of its columns. Pure. */

export interface Order {
  /** Which column, from 0. */
  column: number;
  down: boolean;
}

/** By a heading that is pressed again and again: up, down, and as the page had it. */
export function pressed(order: Order | null, column: number): Order | null {
  if (order?.column !== column) return { column, down: false };
  return order.down ? null : { column, down: true };
}

/** As an address has it: 3 for up by the third column, -3 for down. */
export const written = (order: Order | null): string | null =>
  order === null ? null : `${order.down ? "-" : ""}${order.column + 1}`;

export function read(text: string | null, columns: number): Order | null {
  const said = /^(-?)([1-9]\d?)$/.exec(text ?? "");
  const column = Number(said?.[2] ?? 0) - 1;
  return column < 0 || column >= columns ? null : { column, down: said?.[1] === "-" };
}

type Key = string | { value: number; unit: string };

/** A figure as a number, anything else as it is read; null for what says nothing. */
function keyOf(cell: GridCell, number: boolean): Key | null {
  if (cell === null || cell === "" || cell === "–") return null;
  if (typeof cell === "number") return { value: cell, unit: "" };
  return (number ? figureOf(cell) : null) ?? cell;
}

/**
 * Rows in the order of what a cell of each says: figures by size, words as the language orders them, with 2 before 10
 * and days as they follow each other. What says nothing comes last either way; rows that say the same stay as they were.
 */
export function ordered<Row>(
  rows: Row[],
  cell: (row: Row) => GridCell,
  { down, number, locale }: { down: boolean; number: boolean; locale: string },
): Row[] {
  const { compare } = new Intl.Collator(locale, { numeric: true });
  const way = down ? -1 : 1;
  return rows
    .map((row) => ({ row, key: keyOf(cell(row), number) }))
    .toSorted((one, other) => {
      const [a, b] = [one.key, other.key];
      if (a === null || b === null) return Number(a === null) - Number(b === null);
      if (typeof a === "string" || typeof b === "string")
        return way * (typeof a === typeof b ? compare(a as string, b as string) : typeof a === "string" ? 1 : -1);
      return way * (compare(a.unit, b.unit) || a.value - b.value);
    })
    .map(({ row }) => row);
}
