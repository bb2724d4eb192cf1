import type { Random } from "./random";

/** What a captive portal, or a clever box on the way, may say in the server's place. */
export const PORTALS: unknown[] = [
  "<html>Welcome</html>",
  null,
  {},
  [],
  { results: [] },
  { results: [null, 7] },
  { status: "ok", results: [{ id: "r1", status: "accepted" }] },
];

/** A reply of which one part is not as it was written. */
export function spoilt(reply: unknown, random: Random): unknown {
  const whole = reply as { results?: { id: string; sha256: string; status: string }[] };
  const results = whole.results?.map((one) =>
    random.pick([
      { ...one, sha256: "other" },
      { ...one, id: "other" },
      { ...one, status: "received" },
      { ...one, status: "" },
    ]),
  );
  return random.chance(0.5) ? { ...whole, results } : { ...whole, device: undefined };
}
