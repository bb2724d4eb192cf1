import { describe, expect, it } from "vitest";
import { lateness, madeAt } from "../src/desk/late";
import { newId } from "../src/domain/ids";

const MADE = Date.parse("2026-09-15T12:00:00Z");

describe("a late record", () => {
  it("was written down late, or lay on its phone, and says which", () => {
    const entry = { seq: 1, type: "event", id: newId(MADE), at: "2026-09-12T09:00:00-07:00" };

    expect(lateness({ ...entry, received: "2026-09-15T12:00:05Z" })).toEqual({
      recorded: MADE,
      daysToRecord: 2,
      daysToArrive: 0,
    });
    expect(lateness({ ...entry, at: "2026-09-15T11:59:00Z", received: "2026-09-19T12:00:05Z" })).toMatchObject({
      daysToRecord: 0,
      daysToArrive: 4,
    });
  });

  it("says nothing of when it was written down by an id of another making", () => {
    expect(madeAt("8a2f0e5e-7f8c-4c1e-9d5e-1b2c3d4e5f60")).toBeNull();
    const entry = { seq: 1, type: "event", id: "x", at: "2026-09-12T09:00:00Z", received: "2026-09-15T10:00:00Z" };
    expect(lateness(entry)).toEqual({ recorded: null, daysToRecord: null, daysToArrive: 3 });
  });
});
