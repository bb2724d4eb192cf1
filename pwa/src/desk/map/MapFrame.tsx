import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Corner, TileSource } from "../../api";
import { number, t } from "../../messages";
import { operation } from "../../sheets/load";
import { Button } from "../../ui";
import { fit, metresOfPixel, roundLength, toEarth, toScreen, type Box, type Camera, type Size } from "./projection";
import { Tiles } from "./Tiles";

/** What layers of the map draw with. */
export interface Lens {
  camera: Camera;
  size: Size;
  at: (corner: Corner) => Corner;
  earth: (point: Corner) => Corner;
}

const METRIC = new Set(["mg", "g", "kg", "t"]);
const ZOOM = 1.6;
const HIGHEST_PX = 620;
const NARROW_PX = 500;
const MOVED_PX = 4;

/** A picture of land that can be brought nearer and moved; its layers are drawn over each other. */
export function MapFrame({
  box,
  label,
  tiles = null,
  onPoint,
  children,
}: {
  box: Box;
  label: string;
  /** What lies under it. */
  tiles?: TileSource | null | undefined;
  /** Somebody pointed at this place on earth. */
  onPoint?: (at: Corner) => void;
  children: (lens: Lens) => ComponentChildren;
}) {
  const frame = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  const [moved, setMoved] = useState({ zoom: 1, x: 0, y: 0 });
  const [silent, setSilent] = useState(false);
  const grip = useRef<{ x: number; y: number; from: typeof moved; moving: boolean } | null>(null);
  useLayoutEffect(() => {
    if (frame.current === null) return undefined;
    setWidth(frame.current.clientWidth); // before anything is seen, so that nothing moves
    const watch = new ResizeObserver(([entry]) => setWidth(Math.floor(entry?.contentRect.width ?? 0)));
    watch.observe(frame.current);
    return () => watch.disconnect();
  }, []);
  const size = { width, height: Math.min(HIGHEST_PX, Math.round(width * (width < NARROW_PX ? 1 : 0.72))) };
  const whole = fit(box, size);
  const world = whole.world * moved.zoom;
  const camera = { x: whole.x - moved.x / world, y: whole.y - moved.y / world, world };
  const zoom = (by: number) => (): void =>
    setMoved(({ zoom: was, x, y }) => ({ zoom: was * by, x: x * by, y: y * by }));
  const down = (event: PointerEvent): void => {
    grip.current = { x: event.clientX, y: event.clientY, from: moved, moving: false };
  };
  const drag = (event: PointerEvent & { currentTarget: SVGSVGElement }): void => {
    const held = grip.current;
    if (held === null) return;
    const [x, y] = [event.clientX - held.x, event.clientY - held.y];
    if (!held.moving && Math.hypot(x, y) < MOVED_PX) return;
    if (!held.moving) event.currentTarget.setPointerCapture(event.pointerId);
    held.moving = true;
    setMoved({ ...held.from, x: held.from.x + x, y: held.from.y + y });
  };
  const up = (event: PointerEvent & { currentTarget: SVGSVGElement }): void => {
    const still = grip.current !== null && !grip.current.moving;
    grip.current = null;
    if (!still || onPoint === undefined) return;
    const corner = event.currentTarget.getBoundingClientRect();
    onPoint(toEarth(camera, size)([event.clientX - corner.left, event.clientY - corner.top]));
  };
  const lens = { camera, size, at: toScreen(camera, size), earth: toEarth(camera, size) };
  return (
    <div class="map-frame" ref={frame}>
      {width === 0 ? null : (
        <svg
          class={`map${moved.zoom > 1 || onPoint !== undefined ? " held" : ""}${tiles === null ? "" : " over-tiles"}`}
          width={size.width}
          height={size.height}
          viewBox={`0 0 ${size.width} ${size.height}`}
          role="group"
          aria-label={label}
          onPointerDown={down}
          onPointerMove={drag}
          onPointerUp={up}
          onPointerCancel={() => void (grip.current = null)}
        >
          {tiles === null ? null : <Tiles source={tiles} lens={lens} onSilent={() => setSilent(true)} />}
          {children(lens)}
          <Scale camera={camera} size={size} />
        </svg>
      )}
      {tiles === null ? null : <p class="map-credit">{silent ? t("map.no_background") : tiles.credit}</p>}
      <div class="map-tools">
        <Button label={t("map.nearer")} onPress={zoom(ZOOM)}>
          +
        </Button>
        <Button label={t("map.farther")} onPress={zoom(1 / ZOOM)}>
          −
        </Button>
        <Button label={t("map.whole")} onPress={() => setMoved({ zoom: 1, x: 0, y: 0 })}>
          ⤢
        </Button>
      </div>
    </div>
  );
}

function Scale({ camera, size }: { camera: Camera; size: Size }) {
  const pixel = metresOfPixel(camera);
  const bar = roundLength((size.width / 5) * pixel, METRIC.has(operation()?.mass_unit ?? "lb"));
  const y = size.height - 8;
  return (
    <g class="map-scale" aria-hidden="true">
      <path d={`M8 ${y - 5}V${y}H${8 + bar.metres / pixel}V${y - 5}`} />
      <text x={14 + bar.metres / pixel} y={y}>
        {number(bar.length)} {bar.unit}
      </text>
    </g>
  );
}
