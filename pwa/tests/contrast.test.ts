import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const css = readFileSync(new URL("../src/style/tokens.css", import.meta.url), "utf8");

/** The tokens of a rule over those of the root, each as it is in the light or in the dark. */
function tokens(selector: string, dark: boolean): Map<string, string> {
  const found = new Map<string, string>();
  for (const one of [":root", selector]) {
    const body = css.slice(css.indexOf(`${one} {`)).split("}")[0] ?? "";
    for (const [, name = "", light = "", other = ""] of body.matchAll(
      /--([a-z-]+): (?:light-dark\()?(#[0-9a-f]{6})(?:, (#[0-9a-f]{6})\))?/g,
    ))
      found.set(name, dark && other !== "" ? other : light);
  }
  return found;
}

function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

const PAIRS = [
  ["ink", "paper"],
  ["ink", "sheet"],
  ["ink-soft", "sheet"],
  ["accent", "sheet"],
  ["accent-ink", "accent"],
  ["ink", "accent-soft"],
  ["ok", "sheet"],
  ["ok", "ok-soft"],
  ["warn", "sheet"],
  ["warn", "warn-soft"],
  ["bad", "bad-soft"],
  ["flash-ok-ink", "flash-ok"],
  ["flash-warn-ink", "flash-warn"],
  ["flash-bad-ink", "flash-bad"],
] as const;

describe("contrast (WCAG 2.2, 1.4.6)", () => {
  it.each([
    [':root[data-theme="field"]', "light", 7],
    [':root[data-theme="dark"]', "dark", 7],
    [":root", "light", 4.5],
    [":root", "dark", 7],
  ])("of every text in %s, %s, is at least %d to 1", (theme, scheme, least) => {
    const found = tokens(theme, scheme === "dark");
    const weak = PAIRS.filter(([ink, ground]) => contrast(found.get(ink) ?? "", found.get(ground) ?? "") < least);
    expect(weak).toEqual([]);
  });
});
