import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import deskEn from "../src/messages/desk.en.json";
import deskEs from "../src/messages/desk.es.json";
import fieldEn from "../src/messages/field.en.json";
import fieldEs from "../src/messages/field.es.json";
import inspectEn from "../src/messages/inspect.en.json";
import inspectEs from "../src/messages/inspect.es.json";

const src = fileURLToPath(new URL("../src", import.meta.url));
const code = readdirSync(src, { recursive: true, encoding: "utf8" })
  .filter((name) => /\.tsx?$/.test(name))
  .map((name) => readFileSync(join(src, name), "utf8"))
  .join("\n");

const english: Record<string, string> = { ...fieldEn, ...deskEn, ...inspectEn };
const spanish: Record<string, string> = { ...fieldEs, ...deskEs, ...inspectEs };
const literal = new Set([...code.matchAll(/"([a-z_]+(?:\.[a-z0-9_:]+)*)"/g)].map(([, key]) => key));
const templates = [...code.matchAll(/\bt\(\s*`([^`]*)`/g)].map(
  ([, template = ""]) => new RegExp(`^${template.replace(/\./g, "\\.").replace(/\$\{[^}]*\}/g, "[^.]+")}$`),
);
const prefixes = [...code.matchAll(/\bwords\(\s*"([a-z]+)"/g)].map(([, prefix]) => `${prefix}.`);

describe("messages", () => {
  it("are complete in Spanish", () => {
    expect(Object.keys(spanish).sort()).toEqual(Object.keys(english).sort());
    expect(Object.keys(fieldEs).sort()).toEqual(Object.keys(fieldEn).sort());
  });

  it("keep their {names} in every language", () => {
    const names = (text: string | undefined): string[] =>
      [...(text ?? "").matchAll(/\{(\w+)(:[^|{}]+\|[^{}]+)?\}/g)]
        .map(([, name, forms]) => `${name}${forms ? ":" : ""}`)
        .sort();
    for (const key of Object.keys(english)) expect(names(spanish[key]), key).toEqual(names(english[key]));
  });

  it("are never empty", () => {
    for (const [key, text] of Object.entries({ ...english, ...spanish })) expect(text.trim(), key).not.toBe("");
  });

  it("are there for every key that the code asks for", () => {
    const asked = [...code.matchAll(/\bt\(\s*"([^"]+)"/g)].map(([, key = ""]) => key);
    expect(asked.filter((key) => english[key] === undefined)).toEqual([]);
  });

  it("are all used", () => {
    const used = (key: string): boolean =>
      literal.has(key) || templates.some((one) => one.test(key)) || prefixes.some((one) => key.startsWith(one));
    expect(Object.keys(english).filter((key) => !used(key))).toEqual([]);
  });

  it("are all that people read: no word stands in a screen itself", () => {
    // Names that are the same in every language.
    const names = ["English", "Español", "Lotbook", "SHA-256", "adb reverse tcp:8000 tcp:8000"];
    const found = readdirSync(src, { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".tsx"))
      .flatMap((name) => {
        const text = readFileSync(join(src, name), "utf8");
        // What stands between tags, and what a screen reader is told.
        const between = [...text.matchAll(/<\/?[A-Za-z][^<>]*(?<![=-])>([^<>{}]*\p{L}{2}[^<>{}]*)<\//gu)];
        const told = [...text.matchAll(/\b(?:aria-label|title|placeholder|alt|label)="([^"]*\p{L}{2}[^"]*)"/gu)];
        return [...between, ...told].map(([, said = ""]) => `${name}: ${said.trim()}`);
      })
      .filter((said) => !names.some((one) => said.endsWith(`: ${one}`)));
    expect(found).toEqual([]);
  });

  it("need nothing of the desk in the field", () => {
    const field = readdirSync(join(src, "field"))
      .map((name) => readFileSync(join(src, "field", name), "utf8"))
      .join("\n");
    const asked = [...field.matchAll(/\bt\(\s*"([^"]+)"/g)].map(([, key = ""]) => key);
    expect(asked.filter((key) => !(key in fieldEn))).toEqual([]);
  });
});
