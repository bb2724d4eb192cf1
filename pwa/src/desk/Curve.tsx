import type { CurvePoint } from "../api";
import { locale, t } from "../messages";
import { mass } from "../sheets/format";

/** What came in so far, day by day: this season as a line, the one before dashed; each is named at its end. */

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
}: {
  from: string;
  to: string;
  now: CurvePoint[];
  before: CurvePoint[];
}) {
  const [first, last] = [dayOf(from), Math.max(dayOf(to), dayOf(from) + 1)];
  const most = Math.max(1, ...[...now, ...before].map((one) => one.mass_mg));
  const x = (day: number): number => LEFT + ((day - first) / (last - first)) * (WIDE - LEFT - RIGHT);
  const y = (value: number): number => HIGH - BOTTOM - (value / most) * (HIGH - TOP - BOTTOM);
  // A total stands until the next harvest raises it.
  const path = (points: CurvePoint[]): string =>
    points.length === 0
      ? ""
      : `M${x(first)} ${y(0)}${points.map((one) => `H${x(dayOf(one.day))}V${y(one.mass_mg)}`).join("")}`;
  const ends = [
    { points: now, name: t("harvest.this"), kind: "now" },
    { points: before, name: t("harvest.last"), kind: "before" },
  ].flatMap(({ points, name, kind }) => {
    const end = points.at(-1);
    return end === undefined ? [] : [{ name, kind, at: x(dayOf(end.day)), up: y(end.mass_mg), total: end.mass_mg }];
  });
  const close = ends.length === 2 && Math.abs((ends[0]?.up ?? 0) - (ends[1]?.up ?? 0)) < 34;
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
        {ends.map(({ name, kind, at, up, total }, i) => (
          <g key={kind} class={kind}>
            <circle cx={at} cy={up} r="3.5" />
            <text x={at + 8} y={up + (close ? (i === 0 ? -20 : 16) : -2)}>
              {name}
            </text>
            <text x={at + 8} y={up + (close ? (i === 0 ? -5 : 31) : 13)}>
              {mass(total)}
            </text>
          </g>
        ))}
      </svg>
    </div>
  );
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
        name: new Intl.DateTimeFormat(locale(), { month: "short", timeZone: "UTC" }).format(at),
      });
    at.setUTCMonth(at.getUTCMonth() + 1);
  }
  return found;
}
