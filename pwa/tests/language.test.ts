import { expect, it, vi } from "vitest";
import { language, needWords, setLanguage, t } from "../src/messages";

const line = vi.hoisted(() => {
  let open = (): void => undefined;
  const slow = new Promise<void>((done) => (open = done));
  return { slow, open: () => open() };
});
vi.mock("../src/messages/desk.es.json", async (original) => {
  await line.slow;
  return original();
});
vi.stubGlobal("localStorage", { setItem: () => undefined, getItem: () => null });
vi.stubGlobal("document", { documentElement: { lang: "" } });

it("the language that was asked for last is spoken, also when the words of another come later", async () => {
  await needWords("desk");
  const before = setLanguage("es");
  await setLanguage("en");
  line.open();
  await before;

  expect(language.value).toBe("en");
  expect(t("signin.go")).toBe("Sign in");
  await setLanguage("es");
  expect(t("signin.go")).toBe("Entrar");
});
