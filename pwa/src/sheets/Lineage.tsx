import { useContext, useRef, useState } from "preact/hooks";
import type { Trace } from "../api";
import { t } from "../messages";
import { at, go } from "../paths";
import { Button, Input } from "../ui";
import { savePng, saveSvg } from "../ui/picture";
import { account, lotKind, mass } from "./format";
import { edgesOf, folded, HIGH, picture, WIDE, type Box, type Loss } from "./lineage";
import { partnerName } from "./names";
import { LotAddress } from "./parts";

/**
 * Where a lot came from and where it went, in one picture: seeds and suppliers to the left, customers to the right,
 * ways as wide as their mass, what was lost leaving it. A step of many is folded; a search shows what it finds.
 */

const DEPTH_MAX = 4;
const SEARCHED_FROM = 12;
const SHOWN_LETTERS = 23;

interface Middle {
  lot: string;
  kind: string | null;
  mass_mg: number | null;
}

/** Of a trace in one direction the other half is left out. */
export function Lineage({
  lot,
  back,
  forward,
  losses = [],
}: {
  lot: Middle;
  back: Trace | null;
  forward: Trace | null;
  losses?: Loss[];
}) {
  const address = useContext(LotAddress);
  const drawing = useRef<SVGSVGElement>(null);
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const [wanted, setWanted] = useState("");
  const columns = steps(lot, back, forward, losses, address, opened, wanted.trim());
  const { boxes, ways, width, height } = picture(columns, edgesOf(lot.lot, back, forward, losses));
  const count = (back?.lots.length ?? 0) + (forward?.lots.length ?? 0);
  return (
    <figure class="lineage-figure">
      <div class="lineage-tools">
        {count < SEARCHED_FROM ? null : (
          <Input label={t("lineage.search")} value={wanted} onChange={setWanted} type="search" />
        )}
        <Button quiet onPress={() => drawing.current && saveSvg(`${lot.lot}.svg`, drawing.current)}>
          {t("lineage.svg")}
        </Button>
        <Button quiet onPress={() => drawing.current && void savePng(`${lot.lot}.png`, drawing.current)}>
          {t("lineage.png")}
        </Button>
      </div>
      <div class="lineage" tabIndex={0} role="region" aria-label={t("lot.lineage")}>
        <svg
          ref={drawing}
          width={width}
          height={height}
          viewBox={`0 0 ${width} ${height}`}
          role="group"
          aria-label={t("lot.lineage")}
        >
          {ways.map((way) => (
            <path key={way.key} class="edge" d={way.d} style={{ strokeWidth: `${way.wide}px` }}>
              {way.mass_mg === null ? null : <title>{`${way.key.replace(">", " → ")}: ${mass(way.mass_mg)}`}</title>}
            </path>
          ))}
          {boxes.map((box) => (
            <Node key={box.key} box={box} onOpen={(key) => setOpened(new Set([...opened, key]))} />
          ))}
        </svg>
      </div>
      <figcaption>{t("lineage.caption")}</figcaption>
    </figure>
  );
}

function Node({ box, onOpen }: { box: Box & { x: number; y: number }; onOpen: (key: string) => void }) {
  const body = (
    <>
      <title>{`${box.title} · ${box.more}`}</title>
      <rect x={box.x} y={box.y} width={WIDE} height={HIGH} rx="3" class={`node ${box.kind}`} />
      <text x={box.x + 8} y={box.y + 19} class="title">
        {short(box.title)}
      </text>
      <text x={box.x + 8} y={box.y + 36} class="more">
        {short(box.more)}
      </text>
    </>
  );
  const to = box.to;
  if (box.kind === "rest")
    return (
      <g
        class="rest"
        role="button"
        tabIndex={0}
        onClick={() => onOpen(box.key)}
        onKeyDown={(event) => event.key === "Enter" && onOpen(box.key)}
      >
        {body}
      </g>
    );
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

const short = (text: string): string => (text.length > SHOWN_LETTERS ? `${text.slice(0, SHOWN_LETTERS - 1)}…` : text);

function steps(
  lot: Middle,
  back: Trace | null,
  forward: Trace | null,
  losses: Loss[],
  address: (code: string) => string,
  opened: ReadonlySet<string>,
  wanted: string,
): Box[][] {
  const fold = (boxes: Box[], key: string): Box[] => folded(boxes, (n) => rest(n, key), opened.has(key), wanted);
  const side = (trace: Trace | null, depth: number): Box[] =>
    fold(
      (trace?.lots ?? [])
        .filter((one) => one.depth === depth && one.lot !== lot.lot)
        .map((one) => ({
          key: one.lot,
          title: one.lot,
          more: `${lotKind(one.kind)} · ${one.place ?? one.product ?? ""}`,
          to: address(one.lot),
          kind: "lot" as const,
        })),
      `${trace?.direction ?? ""}${depth}`,
    );
  const deepest = (trace: Trace | null): number =>
    Math.min(DEPTH_MAX, Math.max(0, ...(trace?.lots ?? []).map((one) => one.depth)));
  const depths = (trace: Trace | null): number[] => Array.from({ length: deepest(trace) }, (_, i) => i + 1);
  const mine: Box = {
    key: lot.lot,
    title: lot.lot,
    more: lot.mass_mg === null ? lotKind(lot.kind) : `${lotKind(lot.kind)} · ${mass(lot.mass_mg)}`,
    to: null,
    kind: "mine",
  };
  const customers = fold(
    [...new Set((forward?.customers ?? []).map((one) => one.partner))].map((one) => ({
      key: `→${one}`,
      title: partnerName(one),
      more: t("lot.customer"),
      to: address === at.lot ? at.record("partners", one) : null,
      kind: "customer" as const,
    })),
    "customers",
  );
  const lost = losses.map((one) => ({
    key: `✕${one.account}`,
    title: account(one.account),
    more: mass(one.mass_mg),
    to: null,
    kind: "loss" as const,
  }));
  const ahead = depths(forward).map((depth) => side(forward, depth));
  // What was lost leaves beside the next step, for it leaves this lot.
  const [next = [], ...later] = ahead.length > 0 || lost.length === 0 ? ahead : [[]];
  return [
    ...depths(back)
      .map((depth) => side(back, depth))
      .reverse(),
    [mine],
    [...next, ...lost],
    ...later,
    customers,
  ].filter((column) => column.length > 0);
}

const rest = (count: number, key: string): Box => ({
  key,
  title: t("lot.and_more", { n: count }),
  more: t("lineage.open"),
  to: null,
  kind: "rest",
});
