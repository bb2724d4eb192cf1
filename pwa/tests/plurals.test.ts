import { beforeAll, describe, expect, it, vi } from "vitest";
import { addWords, setLanguage, words } from "../src/messages";

const days = (n: number): string => words("count", "days", "", { n });

describe("a number in a sentence", () => {
  beforeAll(() => {
    vi.stubGlobal("localStorage", { setItem: () => undefined, getItem: () => null });
    vi.stubGlobal("document", { documentElement: { lang: "" } });
    addWords("en", { "count.days": "{n:day|days} late" });
    addWords("es", { "count.days": "{n:día|días} tarde" });
  });

  it("stands with the word that goes with it, written as in the reader's language", async () => {
    await setLanguage("en");
    expect([0, 1, 2, 5189].map(days)).toEqual(["0 days late", "1 day late", "2 days late", "5,189 days late"]);
    await setLanguage("es");
    expect([1, 2].map(days)).toEqual(["1 día tarde", "2 días tarde"]);
  });

  it("that nobody gave leaves the sentence as it is", async () => {
    await setLanguage("en");
    expect(words("count", "days", "", {})).toBe("{n:day|days} late");
  });
});
