/** What a phone may forget, and what it must send again. Pure: the outbox and the simulation keep by the same rules. */

export type Range = [number, number];

/** What the server last said of this phone; it lies beside the records, and changes with them. */
export interface Told {
  epoch: string | null;
  /** The greatest number of ours that it had. */
  high: number;
  /** It had records under numbers that we gave again: this disk was put back from an old copy. */
  twice?: boolean;
  /** It contradicted itself, and has not been asked yet what is missing: another restore may hide it again. */
  doubt?: boolean;
}
export const NOTHING_TOLD: Told = { epoch: null, high: 0 };

export interface Kept {
  dseq: number;
  /** Which device it was signed as: a phone that is enrolled anew keeps what it had recorded before. */
  dev?: string;
  waiting: 0 | 1;
  sent_at: number | null;
  seq: number | null;
  /** Of which book `seq` is. */
  epoch?: string | null;
}

const KEPT_MS = 30 * 24 * 3600 * 1000;

/**
 * A record may go once it is old, and in a proved backup of the very book that has it. What was signed under an earlier
 * name stays: the server says nothing of those numbers any more, so nobody would notice that it lost them.
 */
export const mayForget = (one: Kept, me: string, now: number, epoch: string, durableThrough: number | null): boolean =>
  one.waiting === 0 &&
  (one.dev ?? me) === me &&
  one.sent_at !== null &&
  one.sent_at < now - KEPT_MS &&
  durableThrough !== null &&
  one.seq !== null &&
  one.epoch === epoch &&
  one.seq <= durableThrough;

/** Whether the server, which once took this record, says that it does not have it. */
export const isLost = (one: Kept, me: string, missing: Range[]): boolean =>
  one.waiting === 0 && (one.dev ?? me) === me && within(one.dseq, missing);

/** Whether to send again what the server once took: what it misses, and whatever it cannot say it has. */
export const goesAgain = (one: Kept, me: string, missing: Range[], twice: boolean): boolean =>
  one.waiting === 0 && (twice || (one.dev ?? me) !== me || within(one.dseq, missing));

/** A record as it is once the server said what it lacks: it waits again, or lies in the book at or before `through`. */
export function takenBack<T extends Kept>(one: T, again: boolean, epoch: string, through: number | null): T {
  if (again) return { ...one, waiting: 1 };
  // Its old `seq` is of a book that is no more: by it a backup would seem to hold what came later.
  return one.waiting === 1 ? one : { ...one, epoch, seq: through };
}

export const within = (number: number, ranges: Range[]): boolean =>
  ranges.some(([first, last]) => first <= number && number <= last);

/** Numbers in order as ranges: 1 2 3 7 → [1, 3] [7, 7]. */
export function ranges(numbers: number[]): Range[] {
  const found: Range[] = [];
  for (const number of numbers) {
    const last = found.at(-1);
    if (last !== undefined && number <= last[1] + 1) last[1] = Math.max(last[1], number);
    else found.push([number, number]);
  }
  return found;
}
