import { signal } from "@preact/signals";

/** Light or dark at the desk and the inspection: as the machine has it, or as somebody here chose. */
export type Scheme = "system" | "light" | "dark";
export const SCHEMES = ["system", "light", "dark"] as const;
const STORED = "lotbook-scheme";

const stored = localStorage.getItem(STORED);
export const scheme = signal<Scheme>(stored === "light" || stored === "dark" ? stored : "system");

export function setScheme(to: Scheme): void {
  if (to === "system") localStorage.removeItem(STORED);
  else localStorage.setItem(STORED, to);
  scheme.value = to;
  showScheme();
}

/** Say it to the style sheets; called when a part that follows it comes up. */
export function showScheme(): void {
  const { dataset } = document.documentElement;
  if (scheme.value === "system") delete dataset["scheme"];
  else dataset["scheme"] = scheme.value;
}
