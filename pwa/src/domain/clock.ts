/** What the server's clock said when last asked: its time minus ours, and when that was. */
export interface ClockOffset {
  ms: number;
  measured_at: number;
}

/** `off` as an event carries it. */
export function offsetNow(offset: ClockOffset | null, now: number): { ms: number; age_s: number } | null {
  return offset === null
    ? null
    : { ms: Math.round(offset.ms), age_s: Math.max(0, Math.round((now - offset.measured_at) / 1000)) };
}

/** A moment with the phone's own offset from UTC, to the second: 2026-07-23T10:15:00-07:00. */
export function atWithOffset(ms: number): string {
  const minutes = -new Date(ms).getTimezoneOffset();
  const local = new Date(ms + minutes * 60_000).toISOString().slice(0, 19);
  const size = Math.abs(minutes);
  const two = (n: number): string => String(n).padStart(2, "0");
  return `${local}${minutes < 0 ? "-" : "+"}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

/** The local date of a moment: 2026-07-23. */
export const localDate = (ms: number): string => atWithOffset(ms).slice(0, 10);

/** The date of a moment on the clock of a time zone, which need not be this browser's. */
export const dateIn = (timezone: string, ms: number): string =>
  new Intl.DateTimeFormat("en-CA", { timeZone: timezone, year: "numeric", month: "2-digit", day: "2-digit" }).format(
    ms,
  );

/** The day before a date written YYYY-MM-DD. */
export function dayBefore(day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() - 1);
  return date.toISOString().slice(0, 10);
}

/** A moment on the clock of a time zone, to the minute, as a field of a form has it: 2026-07-23T10:15. */
export const clockIn = (timezone: string, ms: number): string =>
  new Intl.DateTimeFormat("sv-SE", { timeZone: timezone, dateStyle: "short", timeStyle: "short" })
    .format(ms)
    .replace(" ", "T");

/** A clock's reading in a time zone as an event says its moment: 2026-07-23T10:15:00-07:00. Null for no reading. */
export function momentIn(timezone: string, clock: string): string | null {
  const asUtc = Date.parse(`${clock.slice(0, 16)}Z`);
  if (Number.isNaN(asUtc)) return null;
  const ahead = (ms: number): number => Date.parse(`${clockIn(timezone, ms)}Z`) - ms;
  // The offset of the hour itself: a first guess may lie on the other side of a change of the clocks.
  const minutes = Math.round(ahead(asUtc - ahead(asUtc)) / 60_000);
  const two = (n: number): string => String(n).padStart(2, "0");
  const size = Math.abs(minutes);
  return `${clock.slice(0, 16)}:00${minutes < 0 ? "-" : "+"}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}
