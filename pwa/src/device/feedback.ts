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

/** The one way to the loudspeaker, opened when there is first something to hear. */
export function audioContext(): AudioContext {
  audio ??= new AudioContext();
  void audio.resume().catch(() => undefined);
  return audio;
}

/** Sound and, where there is one, vibration. Neither is ever waited for, and neither may fail a record. */
export function signalMood(mood: Mood): void {
  try {
    navigator.vibrate?.(SHAKES[mood]);
    const context = audioContext();
    let start = context.currentTime;
    for (const [hertz, ms] of TONES[mood]) {
      const tone = context.createOscillator();
      const volume = context.createGain();
      volume.gain.value = 0.3;
      tone.type = "square";
      tone.frequency.value = hertz;
      tone.connect(volume).connect(context.destination);
      tone.start(start);
      tone.stop(start + ms / 1000);
      start += (ms + 60) / 1000;
    }
  } catch {
    // A phone without sound still shows the colour.
  }
}
