import { computed } from "@preact/signals";
import { Component, createContext, type ComponentChildren } from "preact";
import { useContext, useMemo, useState } from "preact/hooks";
import { Button } from "./Button";
import { textOf } from "./cells";
import { gridOf, type Grid, type GridCell } from "./grid";
import { PART, useGrowing } from "./growing";
import { ordered, pressed, read, written, type Order } from "./order";
import { useWalk } from "./walk";

export interface Column<Row> {
  title: string;
  cell: (row: Row) => ComponentChildren;
  /** Numbers stand to the right, so that digits line up. */
  number?: boolean;
  /** What a file says instead of the cell's text, and what rows are put in order by: a bare number, say. */
  value?: (row: Row) => GridCell;
  /** The unit of the numbers that `value` gives, which are numbers then; a file says it in the heading. */
  unit?: string;
  /** The cells are days, YYYY-MM-DD: dates in a file. */
  day?: boolean;
  /** What the rows can be put in order by, as the table's `order` calls it; `false` where no order means anything. */
  sort?: string | false;
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
  /** Where the server puts the rows in order, for it has more than these: the order that they are in, and how to ask. */
  order?: {
    by: string;
    down: boolean;
    onChange: (by: string, down: boolean) => void;
  };
  /** The server has more rows than these: they stay in its order. */
  part?: boolean;
  /** Under what name the address keeps the order that somebody chose. */
  kept?: string;
  /** What a file holds, where the page has only the first of many rows. */
  all?: () => Promise<Row[]>;
}

/** What tables say and do in a part of the app; where nothing is set they only show. */
export interface TableSetting {
  locale: () => string;
  sortLabel: (title: string) => string;
  allLabel: (count: number) => string;
  /** The address, where orders are kept under names. */
  kept: (name: string) => string | null;
  keep: (name: string, order: string | null) => void;
  /** What stands under every table, to take it away by. */
  tools?: (table: { caption: string; grid: () => Promise<Grid> }) => ComponentChildren;
}
export const TableSettings = /* @__PURE__ */ createContext<TableSetting | null>(null);

export function Table<Row>(props: TableProps<Row>) {
  const { caption, columns, empty, cards } = props;
  const setting = useContext(TableSettings);
  const { order, setOrder, rows } = useOrder(props, setting);
  const growing = useGrowing(rows.length);
  const list = useWalk<HTMLDivElement>(growing.drawn < rows.length ? growing.now : undefined);
  const parts = useMemo(() => chunks(rows), [rows]);
  if (rows.length === 0) return <div class="empty">{empty}</div>;
  return (
    <>
      <div ref={list} class="table" tabIndex={0} role="region" aria-label={caption}>
        <table
          class={cards === true ? "cards" : undefined}
          aria-rowcount={growing.drawn < rows.length ? rows.length + 1 : undefined}
        >
          <caption class="unseen">{caption}</caption>
          <thead>
            <tr>
              {columns.map((column, i) => (
                <Heading
                  key={column.title}
                  column={column}
                  here={order?.column === i ? order : null}
                  label={setting?.sortLabel(column.title)}
                  onPress={setOrder?.(i)}
                />
              ))}
            </tr>
          </thead>
          {parts
            .filter((_, i) => i * PART < growing.drawn)
            .map((part, i) => (
              <Rows key={i} {...props} rows={part} most={growing.drawn - i * PART} />
            ))}
        </table>
      </div>
      {growing.drawn < rows.length && setting !== null ? (
        <p class="rest">
          <Button label={`${setting.allLabel(rows.length)}: ${caption}`} onPress={growing.all}>
            {setting.allLabel(rows.length)}
          </Button>
        </p>
      ) : null}
      {setting?.tools?.({ caption, grid: () => gridFrom({ ...props, rows }) })}
    </>
  );
}

/** The order of the rows, the server's or ours, and what a heading does where it can be pressed. */
function useOrder<Row>(
  { rows, columns, order: asked, part, kept }: TableProps<Row>,
  setting: TableSetting | null,
): { order: Order | null; rows: Row[]; setOrder: ((column: number) => (() => void) | undefined) | null } {
  const [own, setOwn] = useState(() =>
    kept === undefined || setting === null ? null : read(setting.kept(kept), columns.length),
  );
  const order = part === true || columns[own?.column ?? -1] === undefined ? null : own;
  const locale = setting?.locale() ?? "en";
  // Names that a cell says may come after the rows: a computed value hears of it.
  const sorted = useMemo(
    () =>
      computed(() => {
        const column = columns[order?.column ?? -1];
        if (asked !== undefined || order === null || column === undefined) return rows;
        const number = column.number === true || column.unit !== undefined;
        return ordered(rows, (row) => cellOf(column, row), { down: order.down, number, locale });
      }),
    [rows, columns, order, locale, asked === undefined],
  ).value;
  if (asked !== undefined)
    return {
      rows,
      order: { column: columns.findIndex((one) => one.sort === asked.by), down: asked.down },
      setOrder: (i) => {
        const by = columns[i]?.sort;
        return typeof by === "string" ? () => asked.onChange(by, by === asked.by && !asked.down) : undefined;
      },
    };
  const setOrder = (i: number) => (): void => {
    const next = pressed(order, i);
    setOwn(next);
    if (kept !== undefined) setting?.keep(kept, written(next));
  };
  const movable = setting !== null && part !== true && rows.length > 1;
  return {
    rows: sorted,
    order,
    setOrder: movable ? (i) => (columns[i]?.sort === false ? undefined : setOrder(i)) : null,
  };
}

function Heading<Row>({
  column,
  here,
  label,
  onPress,
}: {
  column: Column<Row>;
  here: Order | null;
  label: string | undefined;
  onPress: (() => void) | undefined;
}) {
  const { title } = column;
  const place = lookOf(column);
  if (onPress === undefined)
    return (
      <th scope="col" class={place}>
        {title}
      </th>
    );
  return (
    <th scope="col" class={place} aria-sort={here === null ? "none" : here.down ? "descending" : "ascending"}>
      <button type="button" class="sort" title={label} onClick={onPress}>
        {title} <span aria-hidden="true">{here === null ? "" : here.down ? "▼" : "▲"}</span>
      </button>
    </th>
  );
}

const chunks = <Row,>(rows: Row[]): Row[][] =>
  Array.from({ length: Math.ceil(rows.length / PART) }, (_, i) => rows.slice(i * PART, (i + 1) * PART));

type RowsProps<Row> = Pick<TableProps<Row>, "rows" | "columns" | "rowKey" | "rowClass" | "cards"> & { most: number };

class Rows<Row> extends Component<RowsProps<Row>> {
  override shouldComponentUpdate(next: RowsProps<Row>, state: object): boolean {
    const { rows, columns, most } = this.props;
    const drawn = (count: number): number => Math.min(count, rows.length);
    // A signal that a cell reads comes as another state.
    return state !== this.state || next.rows !== rows || next.columns !== columns || drawn(next.most) !== drawn(most);
  }
  override render({ rows, columns, rowKey, rowClass, cards, most }: RowsProps<Row>) {
    return (
      <tbody>
        {rows.slice(0, most).map((row) => (
          <tr key={rowKey(row)} class={rowClass?.(row)}>
            {columns.map((column) => (
              <td key={column.title} data-title={column.title} class={lookOf(column)}>
                {cards === true ? <div>{column.cell(row)}</div> : column.cell(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    );
  }
}

/** How the cells of a column stand: digits under digits, days on one line, what is pressed not on paper. */
const lookOf = <Row,>({ number, day, sort }: Column<Row>): string | undefined =>
  number === true ? "number" : day === true ? "date" : sort === false ? "acts" : undefined;

const cellOf = <Row,>(column: Column<Row>, row: Row): GridCell =>
  column.value === undefined ? textOf(column.cell(row)) : column.value(row);

async function gridFrom<Row>({ caption, rows, columns, file, all }: TableProps<Row>): Promise<Grid> {
  const every = all === undefined ? rows : await all();
  const cells = every.map((row) => columns.map((column) => cellOf(column, row)));
  return gridOf(file ?? caption, columns, cells);
}
