import { signal } from "@preact/signals";

export type Theme = "field" | "light" | "dark";
const STORED = "lotbook-theme";

/** The theme of the field part; the desk follows the browser. */
export const theme = signal<Theme>("field");

export function startTheme(): void {
  const stored = localStorage.getItem(STORED);
  theme.value = stored === "light" || stored === "dark" ? stored : "field";
}
export function setTheme(to: Theme): void {
  localStorage.setItem(STORED, to);
  theme.value = to;
  document.documentElement.dataset["theme"] = to;
}
