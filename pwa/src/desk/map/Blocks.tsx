import { polygonsOf, type Boundary, type Corner, type Land } from "../../api";
import { follow } from "../../paths";
import type { Lens } from "./MapFrame";

/** What stands on a block, and where it leads. */
export interface Told {
  look: string;
  value: string;
  to: string;
}

const LETTER_PX = 7;
const LINE_PX = 15;
const UPRIGHT = 1.3;
const FILLED = 0.85;
const TWO_LINES_PX = 40;

export const pathOf = (shape: Boundary, at: Lens["at"]): string =>
  polygonsOf(shape)
    .flat()
    .map(
      (ring) =>
        `M${ring
          .slice(0, -1)
          .map((corner) =>
            at(corner)
              .map((n) => n.toFixed(1))
              .join(" "),
          )
          .join("L")}Z`,
    )
    .join("");

/** The blocks, the largest first, so that beds lie on their field; each is a link with its name and figure. */
export function Blocks({ lens, land, told }: { lens: Lens; land: Land[]; told: (of: Land) => Told }) {
  const drawn = land
    .filter((one) => one.geometry !== null)
    .toSorted((a, b) => (b.properties.drawn_m2 ?? 0) - (a.properties.drawn_m2 ?? 0));
  return (
    <>
      {drawn.map((one) => {
        const { look, value, to } = told(one);
        const name = one.properties.name ?? one.id;
        return (
          <a key={one.id} href={to} class={`block ${look}`} aria-label={`${name}: ${value}`} onClick={follow}>
            <title>{`${name}: ${value}`}</title>
            {one.geometry === null ? null : <path d={pathOf(one.geometry, lens.at)} fill-rule="evenodd" />}
          </a>
        );
      })}
      {drawn.map((one) => (
        <Name key={one.id} of={one} land={drawn} lens={lens} value={told(one).value} />
      ))}
    </>
  );
}

/** A block's name and figure on it, as much of them as there is room for; what others lie on is named beside. */
function Name({ of, land, lens, value }: { of: Land; land: Land[]; lens: Lens; value: string }) {
  const { centre, name, parent } = of.properties;
  if (centre === null || of.geometry === null) return null;
  const corners = polygonsOf(of.geometry).flatMap((rings) => (rings[0] ?? []).map(lens.at));
  const [xs, ys] = [corners.map(([x]) => x), corners.map(([, y]) => y)];
  const covered = land.some((one) => one.properties.parent === of.id && holds(one, centre));
  if (covered && land.some((one) => one.id === parent)) {
    const [x, y] = corners.reduce((first, next) => (next[0] < first[0] ? next : first));
    return (
      <text class="block-name" x={x - 4} y={y + LINE_PX} text-anchor="end">
        {of.id}
      </text>
    );
  }
  if (covered) {
    const [x, y] = corners.reduce((first, next) => (next[1] > first[1] ? next : first));
    return (
      <text class="block-name" x={x} y={y + LINE_PX} text-anchor="middle">
        {name ?? of.id}
      </text>
    );
  }
  const [wide, high] = [Math.max(...xs) - Math.min(...xs), Math.max(...ys) - Math.min(...ys)];
  const upright = high > wide * UPRIGHT;
  const [along, across] = upright ? [high * FILLED, wide] : [wide * FILLED, high];
  const fits = (text: string): boolean => text.length * LETTER_PX <= along;
  const title = [name, of.id].find((one): one is string => one !== null && fits(one)) ?? null;
  const second = value !== "" && across > TWO_LINES_PX && fits(value);
  const joined = !second && value !== "" && fits(`${of.id} ${value}`) ? `${of.id} ${value}` : title;
  const first = second ? (title ?? of.id) : joined;
  if (first === null || across < LINE_PX) return null;
  const [x, y] = lens.at(centre);
  return (
    <text class="block-name" text-anchor="middle" transform={`translate(${x} ${y})${upright ? " rotate(-90)" : ""}`}>
      <tspan x="0" y={second ? -3 : 5}>
        {first}
      </tspan>
      {second ? (
        <tspan x="0" y={LINE_PX - 2} class="figure">
          {value}
        </tspan>
      ) : null}
    </text>
  );
}

/** Whether a point lies in a block, by the crossings of a line to the east of it. */
function holds(land: Land, [x, y]: Corner): boolean {
  let inside = false;
  for (const ring of land.geometry === null ? [] : polygonsOf(land.geometry).flat())
    for (const [i, [x2, y2]] of ring.entries()) {
      const [x1, y1] = ring[(i || ring.length) - 1] ?? [x2, y2];
      if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) inside = !inside;
    }
  return inside;
}
