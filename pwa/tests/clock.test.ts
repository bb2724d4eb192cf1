import { describe, expect, it } from "vitest";
import { clockIn, momentIn } from "../src/domain/clock";

const FARM = "America/Los_Angeles";

describe("the farm's clock", () => {
  it("is read off a moment wherever the reader sits", () => {
    expect(clockIn(FARM, Date.parse("2026-07-23T17:15:00Z"))).toBe("2026-07-23T10:15");
    expect(clockIn(FARM, Date.parse("2026-12-24T07:59:59Z"))).toBe("2026-12-23T23:59");
  });

  it("gives the moment back with the offset of that day", () => {
    expect(momentIn(FARM, "2026-07-23T10:15")).toBe("2026-07-23T10:15:00-07:00");
    expect(momentIn(FARM, "2026-12-23T23:59")).toBe("2026-12-23T23:59:00-08:00");
    expect(momentIn("Asia/Kolkata", "2026-07-23T10:15")).toBe("2026-07-23T10:15:00+05:30");
    expect(momentIn("UTC", "2026-07-23T10:15")).toBe("2026-07-23T10:15:00+00:00");
    expect(momentIn(FARM, "tomorrow")).toBe(null);
  });

  it("gives every hour about a change of the clocks back as it was read, but the one that comes twice", () => {
    const wrong = [];
    for (const start of [Date.UTC(2026, 2, 7), Date.UTC(2026, 9, 31)])
      for (let ms = start; ms < start + 72 * 3_600_000; ms += 3_600_000)
        if (Date.parse(momentIn(FARM, clockIn(FARM, ms)) ?? "") !== ms) wrong.push(new Date(ms).toISOString());
    // At two on the first of November the clocks go back to one.
    expect(wrong.filter((one) => !/^2026-11-01T0[89]/.test(one))).toEqual([]);
    expect(wrong.length).toBeLessThan(2);
  });
});
