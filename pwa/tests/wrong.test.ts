import { beforeAll, describe, expect, it, vi } from "vitest";
import { needWords, setLanguage } from "../src/messages";
import { wrongText } from "../src/sheets/wrong";

describe("what is wrong with a field", () => {
  beforeAll(async () => {
    vi.stubGlobal("localStorage", { setItem: () => undefined, getItem: () => null });
    vi.stubGlobal("document", { documentElement: { lang: "" } });
    await needWords("desk");
  });

  it("is said with the field's own name, in the reader's language", async () => {
    await setLanguage("en");
    expect(wrongText("area.value", "Write a number like 12.5, in a text.")).toBe("Area: write a number like 12.5.");
    expect(wrongText("unit_mass.1.value", "Expected `str`, got `null`")).toBe(
      "Mass of one 2: it is not written as it must be.",
    );
    await setLanguage("es");
    expect(wrongText("contact.zip", "Expected `str` of length <= 2000")).toBe(
      "Código postal: como mucho 2000 caracteres.",
    );
    expect(wrongText("commodity", "The nearest is apple.")).toContain("apple");
  });

  it("is said as the server says it where there are no words for it", async () => {
    await setLanguage("en");
    expect(wrongText("moon.phase", "It wanes.")).toBe("moon.phase: It wanes.");
    expect(wrongText("body", "Send a list of events.")).toBe("Send a list of events.");
  });
});
