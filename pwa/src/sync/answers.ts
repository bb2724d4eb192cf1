/** What the server's answers mean. Anything that is not quite an answer of ours is none. */

import type { Range } from "../domain/keeping";

export interface Sent {
  n: number;
  id: string;
  sha256: string;
}
export interface Result {
  id: string | null;
  sha256: string;
  status: string;
  seq: number | null;
  reason: string | null;
}
export interface Settled {
  n: number;
  sha256: string;
  status: string;
  seq: number | null;
  reason: string | null;
}
/** What a reply says besides its results. */
export interface Heard {
  epoch: string;
  high: number;
  missing: Range[];
  revoked: boolean;
  /** A new record of ours bore a number that had come before. */
  twice: boolean;
  durableThrough: number | null;
  backoffS: number;
  minApp: string | null;
}

const TAKEN = new Set(["accepted", "duplicate", "held", "quarantined"]);

/** Which records may leave the outbox: only what the reply names by id, with its hash repeated, as taken. */
export function settled(sent: Sent[], results: unknown): Settled[] {
  if (!Array.isArray(results)) return [];
  const answers = new Map((results as Partial<Result>[]).map((one) => [`${one?.id} ${one?.sha256}`, one]));
  return sent.flatMap(({ n, id, sha256 }) => {
    const answer = answers.get(`${id} ${sha256}`);
    return answer === undefined || !TAKEN.has(answer.status ?? "")
      ? []
      : [{ n, sha256, status: answer.status ?? "", seq: answer.seq ?? null, reason: answer.reason ?? null }];
  });
}

type Loose = Record<string, unknown>;
const isObject = (value: unknown): value is Loose => typeof value === "object" && value !== null;
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

/** Ranges as the server writes them; null for anything else. */
export function readRanges(value: unknown): Range[] | null {
  if (!Array.isArray(value)) return null;
  const good = value.every(
    (one: unknown) => Array.isArray(one) && one.length === 2 && isCount(one[0]) && isCount(one[1]) && one[0] <= one[1],
  );
  return good ? (value as Range[]) : null;
}

/** The reply to a push; null for what is none, whoever answered in the server's place. */
export function heard(reply: unknown): Heard | null {
  if (!isObject(reply) || typeof reply["epoch"] !== "string" || !isObject(reply["device"])) return null;
  const { high, missing, state, twice } = reply["device"];
  const lacking = readRanges(missing);
  if (!isCount(high) || lacking === null || !Array.isArray(reply["results"])) return null;
  const { durable_through: durable, backoff_s: wait, min_app: minApp } = reply;
  return {
    epoch: reply["epoch"],
    high,
    missing: lacking,
    revoked: state === "revoked",
    twice: twice === true,
    durableThrough: isCount(durable) ? durable : null,
    backoffS: isCount(wait) ? wait : 0,
    minApp: typeof minApp === "string" ? minApp : null,
  };
}

/** What the server lacks; the rest of what it was asked for lies in its book at or before `through`, if it says so. */
export interface Lacking {
  missing: Range[];
  through: number | null;
}
/** The reply to a question for what is missing; null for what is none. */
export function lacking(reply: unknown): Lacking | null {
  const missing = isObject(reply) ? readRanges(reply["missing"]) : null;
  if (missing === null) return null;
  const through = (reply as Loose)["through"];
  return { missing, through: isCount(through) ? through : null };
}
