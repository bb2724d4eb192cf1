/** Which records may leave the outbox: only what the reply names by id, with its hash repeated, as taken. */

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
  status: string;
  seq: number | null;
  reason: string | null;
}

const TAKEN = new Set(["accepted", "duplicate", "held", "quarantined"]);

export function settled(sent: Sent[], results: unknown): Settled[] {
  if (!Array.isArray(results)) return [];
  const answers = results as Partial<Result>[];
  return sent.flatMap(({ n, id, sha256 }) => {
    const answer = answers.find((one) => one.id === id && one.sha256 === sha256 && TAKEN.has(one.status ?? ""));
    return answer === undefined
      ? []
      : [{ n, status: answer.status ?? "", seq: answer.seq ?? null, reason: answer.reason ?? null }];
  });
}
