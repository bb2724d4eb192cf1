import { signal } from "@preact/signals";
import { openRuns, type OpenRun } from "../api";
import { device, waiting } from "../store/phone";

/** The packing runs that are open at the office's computer, for whoever joins one, and their balance as it goes. */

export const lines = signal<OpenRun[]>([]);

const EVERY_MS = 8_000;

/** Ask now and every few seconds, for as long as a screen shows it; without a network what was heard last stays. */
export function followLines(): () => void {
  const ask = async (): Promise<void> => {
    const token = device.value?.token;
    if (token === undefined || document.hidden) return;
    // What this phone recorded is part of the balance: it goes first.
    if (waiting.value > 0) dispatchEvent(new Event("lotbook-send"));
    lines.value = await openRuns(token).catch(() => lines.value);
  };
  void ask();
  const timer = setInterval(() => void ask(), EVERY_MS);
  return () => clearInterval(timer);
}

export const lineAt = (place: string | null): OpenRun[] => lines.value.filter((one) => one.place === place);
export const lineOf = (run: string): OpenRun | null => lines.value.find((one) => one.run === run) ?? null;
