import { useContext, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Side } from "../api";
import { number, t } from "../messages";
import { at, go } from "../paths";
import { Button, Input } from "../ui";
import { savePng, saveSvg } from "../ui/picture";
import { account, lotKind, mass } from "./format";
import {
  edgesOf,
  folded,
  HIGH,
  picture,
  through,
  weightsOf,
  WIDE,
  type Box,
  type Edge,
  type Folded,
  type Loss,
  type Step,
} from "./lineage";
import { partnerName } from "./names";
import { LotAddress } from "./parts";

/**
 * Where a lot came from and where it went, in one picture: seeds and suppliers to the left, customers to the right,
 * ways as wide as their mass, what was lost leaving it. A step of many is folded; a search shows what it finds.
 */

const SEARCHED_FROM = 12;
const SHOWN_LETTERS = 23;
/** A picture shrinks to so much of its size, and is scrolled where that is still too wide. */
const SHRUNK_LEAST = 0.75;

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
  more,
}: {
  lot: Middle;
  back: Side | null;
  forward: Side | null;
  losses?: Loss[];
  /** Fetch more than the nearest lots, where there are more. */
  more?: { upTo: number; ask: () => void } | undefined;
}) {
  const address = useContext(LotAddress);
  const drawing = useRef<SVGSVGElement>(null);
  const frame = useRef<HTMLDivElement>(null);
  const [opened, setOpened] = useState<ReadonlyMap<string, number>>(new Map());
  const [wanted, setWanted] = useState("");
  const edges = edgesOf(lot.lot, back, forward, losses);
  const columns = fold(steps(lot, back, forward, losses, address), edges, opened, wanted.trim());
  const { boxes, ways, width, height } = picture(
    columns.map((one) => one.boxes).filter((one) => one.length > 0), // a search may find nothing in a step
    through(edges, new Map(columns.flatMap((one) => [...one.within]))),
  );
  // Where the picture is wider than the screen, the lot itself is what one sees first.
  const mine = boxes.find((box) => box.kind === "mine")?.x ?? 0;
  useLayoutEffect(() => {
    const [seen, drawn] = [frame.current, drawing.current];
    if (seen === null || drawn === null) return;
    const scale = drawn.getBoundingClientRect().width / width;
    seen.scrollLeft = (mine + WIDE / 2) * scale - seen.clientWidth / 2;
  }, [lot.lot, mine]);
  const count = (back?.lots.length ?? 0) + (forward?.lots.length ?? 0);
  const whole = back?.whole !== false && forward?.whole !== false;
  const title = new Map(boxes.map((box) => [box.key, box.title]));
  const named = (way: string): string =>
    way
      .split(">")
      .map((key) => title.get(key) ?? key)
      .join(" → ");
  return (
    <figure class="lineage-figure">
      <div class="lineage-tools">
        {count < SEARCHED_FROM ? null : (
          <Input label={t("lineage.search")} value={wanted} onChange={setWanted} type="search" />
        )}
        {opened.size === 0 ? null : (
          <Button quiet onPress={() => setOpened(new Map())}>
            {t("lineage.fold")}
          </Button>
        )}
        <Button quiet onPress={() => drawing.current && saveSvg(`${lot.lot}.svg`, drawing.current)}>
          {t("lineage.svg")}
        </Button>
        <Button quiet onPress={() => drawing.current && void savePng(`${lot.lot}.png`, drawing.current)}>
          {t("lineage.png")}
        </Button>
      </div>
      {whole ? null : (
        <p class="lineage-part">
          {t("lineage.part", { n: number(count) })}{" "}
          {more === undefined ? null : (
            <Button quiet onPress={more.ask}>
              {t("lineage.more", { n: number(more.upTo) })}
            </Button>
          )}
        </p>
      )}
      <div ref={frame} class="lineage" tabIndex={0} role="region" aria-label={t("lot.lineage")}>
        <svg
          ref={drawing}
          width={width}
          height={height}
          style={{ "--least": `${width * SHRUNK_LEAST}px` }}
          viewBox={`0 0 ${width} ${height}`}
          role="group"
          aria-label={t("lot.lineage")}
        >
          {ways.map((way) => (
            <path key={way.key} class="edge" d={way.d} style={{ strokeWidth: `${way.wide}px` }}>
              {way.mass_mg === null ? null : <title>{`${named(way.key)}: ${mass(way.mass_mg)}`}</title>}
            </path>
          ))}
          {boxes.map((box) => (
            <Node
              key={box.key}
              box={box}
              onOpen={(key) => setOpened(new Map([...opened, [key, (opened.get(key) ?? 0) + 1]]))}
            />
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
        onKeyDown={(event) => {
          if (event.key !== "Enter" && event.key !== " ") return;
          event.preventDefault();
          onOpen(box.key);
        }}
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

/** From left to right: suppliers, what lies behind, the lot itself, what lies ahead beside what was lost, customers. */
function steps(
  lot: Middle,
  back: Side | null,
  forward: Side | null,
  losses: Loss[],
  address: (code: string) => string,
): Step[] {
  const side = (of: Side | null): Step[] => {
    const byDepth = new Map<number, Box[]>();
    for (const one of of?.lots ?? []) {
      if (one.lot === lot.lot) continue;
      const box: Box = {
        key: one.lot,
        title: one.lot,
        more: `${lotKind(one.kind)} · ${one.place ?? one.product ?? ""}`,
        to: address(one.lot),
        kind: "lot",
      };
      byDepth.set(one.depth, [...(byDepth.get(one.depth) ?? []), box]);
    }
    return [...byDepth]
      .toSorted(([a], [b]) => a - b)
      .map(([depth, boxes]) => ({ key: `${of?.direction}${depth}`, boxes }));
  };
  const partners = (codes: string[], kind: "supplier" | "customer"): Step => ({
    key: `${kind}s`,
    boxes: [...new Set(codes)].map((one) => ({
      key: `${kind === "supplier" ? "←" : "→"}${one}`,
      title: partnerName(one),
      more: t(`lot.${kind}`),
      to: address === at.lot && one !== "" ? at.record("partners", one) : null,
      kind,
    })),
  });
  const mine: Box = {
    key: lot.lot,
    title: lot.lot,
    more: lot.mass_mg === null ? lotKind(lot.kind) : `${lotKind(lot.kind)} · ${mass(lot.mass_mg)}`,
    to: null,
    kind: "mine",
  };
  const lost = losses.map((one) => ({
    key: `✕${one.account}`,
    title: account(one.account),
    more: mass(one.mass_mg),
    to: null,
    kind: "loss" as const,
  }));
  const ahead = side(forward);
  // What was lost leaves beside the next step, for it leaves this lot.
  const [next = { key: "losses", boxes: [] }, ...later] = ahead;
  return [
    ...withSuppliers(
      side(back),
      partners(
        (back?.suppliers ?? []).map((one) => one.partner),
        "supplier",
      ).boxes,
      lot.lot,
      back,
    ).toReversed(),
    { key: "mine", boxes: [mine] },
    { ...next, boxes: [...next.boxes, ...lost] },
    ...later,
    partners(
      (forward?.customers ?? []).map((one) => one.partner),
      "customer",
    ),
  ].filter((step) => step.boxes.length > 0);
}

/** Each supplier right behind the farthest lot that came from there, so that no way runs behind a box of another. */
function withSuppliers(behind: Step[], suppliers: Box[], mine: string, back: Side | null): Step[] {
  const depth = new Map([[mine, -1], ...behind.flatMap((step, i) => step.boxes.map((box) => [box.key, i] as const))]);
  const steps = [...behind];
  for (const box of suppliers) {
    const sent = (back?.suppliers ?? []).filter((one) => `←${one.partner}` === box.key);
    const at = Math.max(-1, ...sent.map((one) => depth.get(one.lot) ?? -1)) + 1;
    const step = steps[at];
    steps[at] = { key: step?.key ?? "suppliers", boxes: [...(step?.boxes ?? []), box] };
  }
  return steps;
}

function fold(of: Step[], edges: Edge[], opened: ReadonlyMap<string, number>, wanted: string): Folded[] {
  const weights = weightsOf(edges);
  return of.map((step) =>
    step.key === "mine"
      ? { boxes: step.boxes, within: new Map<string, string>() }
      : folded(step, weights, opened.get(step.key) ?? 0, wanted, (n) => ({
          key: step.key,
          title: t("lot.and_more", { n: number(n) }),
          more: t("lineage.open"),
          to: null,
          kind: "rest",
        })),
  );
}

const short = (text: string): string => (text.length > SHOWN_LETTERS ? `${text.slice(0, SHOWN_LETTERS - 1)}…` : text);
