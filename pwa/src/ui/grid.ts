import { saveFile } from "../device";

/** A table as files have it: numbers bare under a heading that says their unit, days as days, codes as text. */

export type GridCell = string | number | null;
export interface GridColumn {
  title: string;
  kind: "text" | "number" | "day";
}
export interface Grid {
  name: string;
  columns: GridColumn[];
  rows: GridCell[][];
}
/** What a column of a page says of its cells. */
export interface Told {
  title: string;
  number?: boolean;
  day?: boolean;
  unit?: string;
}

const FIGURE = /^([−+-]?)(\d[\d,]*(?:\.\d+)?)(?: (\D[^,]*))?$/;

/** A figure as people read it, "11,100.0 lb", as its number and its unit; null where it is none. */
export function figureOf(text: string): { value: number; unit: string } | null {
  const [, sign, digits, unit = ""] = FIGURE.exec(text) ?? [];
  if (digits === undefined) return null;
  const value = Number(digits.replace(/,/g, ""));
  return { value: sign === "−" || sign === "-" ? -value : value, unit };
}

/** A table out of its cells, row by row; a dash is nothing. Where one column has several units they get one of their own. */
export function gridOf(name: string, columns: Told[], cells: GridCell[][]): Grid {
  const parts = columns.map((column, j) => {
    const own = cells.map((row) => (row[j] === "–" || row[j] === "" ? null : (row[j] ?? null)));
    return column.number === true || column.unit !== undefined ? figures(column, own) : [plain(column, own)];
  });
  const shown = parts.flat();
  return {
    name,
    columns: shown.map(({ title, kind }) => ({ title, kind })),
    rows: cells.map((_, i) => shown.map(({ cells: own }) => own[i] ?? null)),
  };
}

type Part = GridColumn & { cells: GridCell[] };

const headed = (title: string, unit: string): string => (unit === "" ? title : `${title} (${unit})`);

const plain = ({ title, day, unit = "" }: Told, cells: GridCell[]): Part => ({
  title: headed(title, unit),
  kind: day === true ? "day" : "text",
  cells,
});

function figures(column: Told, cells: GridCell[]): Part[] {
  const read = cells.map((cell) =>
    typeof cell === "number" ? { value: cell, unit: column.unit ?? "" } : cell === null ? null : figureOf(cell),
  );
  // Two amounts in one cell, or a word: what is no figure stays as it was said.
  if (read.some((one, i) => one === null && cells[i] !== null)) return [plain(column, cells)];
  const units = [...new Set(read.flatMap((one) => (one === null ? [] : [one.unit])))];
  const values: Part = {
    title: headed(column.title, units.length === 1 ? (units[0] ?? "") : ""),
    kind: "number",
    cells: read.map((one) => one?.value ?? null),
  };
  if (units.length < 2) return [values];
  return [values, { title: `${column.title} (…)`, kind: "text", cells: read.map((one) => one?.unit ?? null) }];
}

/** RFC 4180, in UTF-8 with a mark, so that spreadsheets read it as such. A text that would be a formula stays a text. */
export function csvText({ columns, rows }: Pick<Grid, "columns" | "rows">): string {
  const cell = (value: GridCell): string => {
    const text = typeof value === "string" && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value ?? "");
    return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
  };
  const lines = [columns.map((column) => column.title), ...rows];
  return `\uFEFF${lines.map((line) => line.map(cell).join(",")).join("\r\n")}\r\n`;
}

/** A name that every file system takes. */
const fileName = (name: string): string => name.replace(/[\\/:*?"<>|]+/g, "-");

export const saveCsv = (grid: Grid): void =>
  saveFile(`${fileName(grid.name)}.csv`, new Blob([csvText(grid)], { type: "text/csv;charset=utf-8" }));
export const saveAs = (grid: Grid, ending: string, content: Blob): void =>
  saveFile(`${fileName(grid.name)}.${ending}`, content);
