import { signal } from "@preact/signals";
import { signalMood, type Mood } from "../device";
import { speak, speakNumber } from "./voice";

export interface Said {
  mood: Mood;
  text: string;
  at: number;
}
/** What the last scan or record came to: it stays to be read when the colour has gone. */
export const said = signal<Said | null>(null);
export const flashing = signal<Mood | null>(null);

const SHOWN_MS: Record<Mood, number> = { ok: 450, warn: 650, bad: 1200 };

let timer: ReturnType<typeof setTimeout> | undefined;

/** Show, sound and say how something went; `aloud` is said in place of the word for it, a count say. */
export function say(mood: Mood, text: string, aloud?: number): void {
  said.value = { mood, text, at: Date.now() };
  flashing.value = mood;
  signalMood(mood);
  void (aloud === undefined ? speak([mood]) : speakNumber(aloud));
  clearTimeout(timer);
  timer = setTimeout(() => void (flashing.value = null), SHOWN_MS[mood]);
}
