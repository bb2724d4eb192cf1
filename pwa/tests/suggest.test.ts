import { describe, expect, it } from "vitest";
import { codeOf, nextCode, slugOf } from "../src/domain/suggest";

describe("codes that a form proposes", () => {
  it("are initials and numbers of a name", () => {
    expect(codeOf("Block 4")).toBe("B4");
    expect(codeOf("Honeycrisp, field bin")).toBe("HFB");
    expect(codeOf("Strawberries")).toBe("STR");
    expect(codeOf("  ")).toBe("");
  });

  it("leave accents out, because labels and scanners do", () => {
    expect(codeOf("Ángulo norte 12")).toBe("AN12");
    expect(slugOf("Rancho Peñasco & Hijos")).toBe("rancho-penasco-hijos");
  });

  it("are never one that is taken", () => {
    expect(codeOf("Block 4", ["B4"])).toBe("B4-2");
    expect(codeOf("Block 4", ["B4", "B4-2"])).toBe("B4-3");
    expect(nextCode("c", ["o1", "c01"])).toBe("c02");
  });

  it("keep an operation's code short, with no dash at either end", () => {
    expect(slugOf("-The Very Long Name of an Old Orchard-")).toBe("the-very-long-name-o");
  });
});
