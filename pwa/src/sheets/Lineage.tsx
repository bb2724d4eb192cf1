import { useContext } from "preact/hooks";
import type { Trace } from "../api";
import { t } from "../messages";
import { at, go } from "../paths";
import { lotKind, mass } from "./format";
import { partnerName } from "./names";
import { LotAddress } from "./parts";

/** Where a lot came from and where it went, in one picture: sources to the left, customers to the right. */

interface Box {
  key: string;
  title: string;
  more: string;
  to: string | null;
  mine: boolean;
}

const WIDE = 168;
const HIGH = 46;
const ACROSS = 210;
const DOWN = 58;
const SHOWN_MAX = 7;
const DEPTH_MAX = 3;

interface Middle {
  lot: string;
  kind: string | null;
  mass_mg: number | null;
}

/** Of a trace in one direction the other half is left out. */
export function Lineage({ lot, back, forward }: { lot: Middle; back: Trace | null; forward: Trace | null }) {
  const address = useContext(LotAddress);
  const columns = layout(lot, back, forward, address);
  const edges = [
    ...(back?.links ?? []),
    ...(forward?.links ?? []),
    ...(forward?.customers ?? []).map((one) => ({
      from: one.lot,
      to: `→${one.partner}`,
      event: one.event,
      mass_mg: one.mass_mg,
    })),
  ];
  const height = Math.max(...columns.map((column) => column.length)) * DOWN + 8;
  const places = new Map<string, { x: number; y: number }>();
  for (const [i, column] of columns.entries()) {
    const top = (height - column.length * DOWN) / 2;
    for (const [j, box] of column.entries()) places.set(box.key, { x: i * ACROSS + 2, y: top + j * DOWN + 4 });
  }
  const lines = new Map<string, string>();
  for (const edge of edges) {
    const from = places.get(edge.from);
    const to = places.get(edge.to);
    if (from === undefined || to === undefined || from.x >= to.x) continue;
    const [x, y, u, v] = [from.x + WIDE, from.y + HIGH / 2, to.x, to.y + HIGH / 2];
    lines.set(`${edge.from}>${edge.to}`, `M${x} ${y}C${x + 22} ${y} ${u - 22} ${v} ${u} ${v}`);
  }
  return (
    <div class="lineage" tabIndex={0} role="region" aria-label={t("lot.lineage")}>
      <svg
        width={columns.length * ACROSS - (ACROSS - WIDE) + 4}
        height={height}
        viewBox={`0 0 ${columns.length * ACROSS - (ACROSS - WIDE) + 4} ${height}`}
        role="group"
        aria-label={t("lot.lineage")}
      >
        {[...lines].map(([key, d]) => (
          <path key={key} class="edge" d={d} />
        ))}
        {columns.flat().map((box) => (
          <Node key={box.key} box={box} place={places.get(box.key) ?? { x: 0, y: 0 }} />
        ))}
      </svg>
    </div>
  );
}

function Node({ box, place }: { box: Box; place: { x: number; y: number } }) {
  const body = (
    <>
      <rect x={place.x} y={place.y} width={WIDE} height={HIGH} rx="3" class={box.mine ? "node mine" : "node"} />
      <text x={place.x + 8} y={place.y + 19} class="title">
        {short(box.title)}
      </text>
      <text x={place.x + 8} y={place.y + 36} class="more">
        {short(box.more)}
      </text>
    </>
  );
  const to = box.to;
  if (to === null) return <g>{body}</g>;
  return (
    <a
      href={to}
      onClick={(event) => {
        event.preventDefault();
        go(to);
      }}
    >
      {body}
    </a>
  );
}

const short = (text: string): string => (text.length > 23 ? `${text.slice(0, 22)}…` : text);

function layout(lot: Middle, back: Trace | null, forward: Trace | null, address: (code: string) => string): Box[][] {
  const side = (trace: Trace | null, depth: number): Box[] =>
    capped(
      (trace?.lots ?? [])
        .filter((one) => one.depth === depth && one.lot !== lot.lot)
        .map((one) => ({
          key: one.lot,
          title: one.lot,
          more: `${lotKind(one.kind)} · ${one.place ?? one.product}`,
          to: address(one.lot),
          mine: false,
        })),
      `${trace?.direction ?? ""}${depth}`,
    );
  const depths = Array.from({ length: DEPTH_MAX }, (_, i) => i + 1);
  const mine: Box = {
    key: lot.lot,
    title: lot.lot,
    more: lot.mass_mg === null ? lotKind(lot.kind) : `${lotKind(lot.kind)} · ${mass(lot.mass_mg)}`,
    to: null,
    mine: true,
  };
  const partners = [...new Set((forward?.customers ?? []).map((one) => one.partner))];
  const customers = capped(
    partners.map((one) => ({
      key: `→${one}`,
      title: partnerName(one),
      more: t("lot.customer"),
      to: address === at.lot ? at.record("partners", one) : null,
      mine: false,
    })),
    "customers",
  );
  return [
    ...depths.map((depth) => side(back, depth)).reverse(),
    [mine],
    ...depths.map((depth) => side(forward, depth)),
    customers,
  ].filter((column) => column.length > 0);
}

function capped(boxes: Box[], key: string): Box[] {
  if (boxes.length <= SHOWN_MAX) return boxes;
  const rest = boxes.length - SHOWN_MAX + 1;
  return [
    ...boxes.slice(0, SHOWN_MAX - 1),
    { key, title: t("lot.and_more", { n: rest }), more: t("lot.see_trace"), to: null, mine: false },
  ];
}
