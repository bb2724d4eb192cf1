export type Mood = "ok" | "warn" | "bad";

const TONES: Record<Mood, [hertz: number, ms: number][]> = {
  ok: [[1320, 110]],
  warn: [
    [660, 110],
    [660, 110],
  ],
  bad: [
    [220, 180],
    [180, 260],
  ],
};
const SHAKES: Record<Mood, number[]> = { ok: [60], warn: [60, 60, 60], bad: [200, 80, 200] };

let audio: AudioContext | null = null;

/** Sound and, where there is one, vibration. Neither is ever waited for, and neither may fail a record. */
export function signalMood(mood: Mood): void {
  try {
    navigator.vibrate?.(SHAKES[mood]);
    audio ??= new AudioContext();
    void audio.resume().catch(() => undefined);
    let start = audio.currentTime;
    for (const [hertz, ms] of TONES[mood]) {
      const tone = audio.createOscillator();
      const volume = audio.createGain();
      volume.gain.value = 0.3;
      tone.type = "square";
      tone.frequency.value = hertz;
      tone.connect(volume).connect(audio.destination);
      tone.start(start);
      tone.stop(start + ms / 1000);
      start += (ms + 60) / 1000;
    }
  } catch {
    // A phone without sound still shows the colour.
  }
}
