import type { CurvePoint } from "../api";
import { locale, t } from "../messages";
import { moments } from "../messages/formats";
import { mass } from "../sheets/format";

/** What came in so far, day by day: this season as a line, the one before dashed, the plan dotted; each is named at its end. */

const WIDE = 720;
const HIGH = 220;
const LEFT = 8;
const RIGHT = 190;
const TOP = 18;
const BOTTOM = 24;

const DAY_MS = 86_400_000;
const dayOf = (text: string): number => Date.parse(`${text}T00:00:00Z`) / DAY_MS;

export function Curve({
  from,
  to,
  now,
  before,
  plan,
}: {
  from: string;
  to: string;
  now: CurvePoint[];
  before: CurvePoint[];
  plan: CurvePoint[];
}) {
  if (now.length + before.length + plan.length === 0) return null;
  const [first, last] = [dayOf(from), Math.max(dayOf(to), dayOf(from) + 1)];
  const most = Math.max(1, ...[...now, ...before, ...plan].map((one) => one.mass_mg));
  const x = (day: number): number => LEFT + ((day - first) / (last - first)) * (WIDE - LEFT - RIGHT);
  const y = (value: number): number => HIGH - BOTTOM - (value / most) * (HIGH - TOP - BOTTOM);
  // A total stands until the next harvest raises it.
  const path = (points: CurvePoint[]): string =>
    points.length === 0
      ? ""
      : `M${x(first)} ${y(0)}${points.map((one) => `H${x(dayOf(one.day))}V${y(one.mass_mg)}`).join("")}`;
  // What is expected comes evenly, from the day before it begins.
  const slope = (points: CurvePoint[]): string =>
    points.map((one, i) => `${i === 0 ? `M${x(first)} ${y(0)}L` : "L"}${x(dayOf(one.day))} ${y(one.mass_mg)}`).join("");
  const ends = apart(
    [
      { points: now, name: t("harvest.this"), kind: "now" },
      { points: before, name: t("harvest.last"), kind: "before" },
      { points: plan, name: t("harvest.plan"), kind: "plan" },
    ].flatMap(({ points, name, kind }) => {
      const end = points.at(-1);
      return end === undefined ? [] : [{ name, kind, at: x(dayOf(end.day)), up: y(end.mass_mg), total: end.mass_mg }];
    }),
  );
  return (
    <div class="table" tabIndex={0} role="region" aria-label={t("harvest.curve")}>
      <svg class="curve" viewBox={`0 0 ${WIDE} ${HIGH}`} role="img" aria-label={t("harvest.curve")}>
        <line class="axis" x1={LEFT} x2={WIDE - RIGHT} y1={HIGH - BOTTOM} y2={HIGH - BOTTOM} />
        {months(from, to).map(({ day, name }) => (
          <g key={day}>
            <line class="tick" x1={x(day)} x2={x(day)} y1={HIGH - BOTTOM} y2={HIGH - BOTTOM + 5} />
            <text x={x(day) + 3} y={HIGH - 6}>
              {name}
            </text>
          </g>
        ))}
        <path class="before" d={path(before)} />
        <path class="now" d={path(now)} />
        <path class="plan" d={slope(plan)} />
        {ends.map(({ name, kind, at, up, said, total }) => (
          <g key={kind} class={kind}>
            <circle cx={at} cy={up} r="3.5" />
            <text x={at + 8} y={said - 2}>
              {name}
            </text>
            <text x={at + 8} y={said + 13}>
              {mass(total)}
            </text>
          </g>
        ))}
      </svg>
    </div>
  );
}

const LABEL_PX = 33;

/** Where each end is named, from above downwards, so that no name lies on another. */
function apart<End extends { up: number }>(ends: End[]): (End & { said: number })[] {
  let free = TOP;
  return ends
    .toSorted((one, other) => one.up - other.up)
    .map((one, i) => {
      // What follows below has to have room, too.
      const lowest = HIGH - BOTTOM - 12 - LABEL_PX * (ends.length - 1 - i);
      const said = Math.min(Math.max(one.up, free), lowest);
      free = said + LABEL_PX;
      return { ...one, said };
    });
}

const MONTHS_MAX = 13;

/** The first of each month within a period, as its short name. */
function months(from: string, to: string): { day: number; name: string }[] {
  const found: { day: number; name: string }[] = [];
  const at = new Date(`${from.slice(0, 7)}-01T00:00:00Z`);
  while (found.length < MONTHS_MAX && at.toISOString().slice(0, 10) <= to) {
    if (at.toISOString().slice(0, 10) >= from)
      found.push({
        day: at.getTime() / DAY_MS,
        name: moments(locale(), { month: "short", timeZone: "UTC" }).format(at),
      });
    at.setUTCMonth(at.getUTCMonth() + 1);
  }
  return found;
}
