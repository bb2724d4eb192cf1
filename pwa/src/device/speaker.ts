import { audioContext } from "./feedback";

/** Plays recordings one after another. What is being said stops when there is something newer to say. */

const decoded = new Map<string, AudioBuffer>();
let saying: AudioBufferSourceNode[] = [];

export interface Clip {
  /** The hash of its bytes: each is decoded once. */
  key: string;
  bytes: ArrayBuffer;
}

/** Never waited for, and it may fail: whoever hears nothing still sees the colour. */
export async function playClips(clips: Clip[], delay_s: number): Promise<void> {
  const context = audioContext();
  const buffers = await Promise.all(clips.map((clip) => decode(context, clip)));
  for (const one of saying) one.stop();
  saying = [];
  let at = context.currentTime + delay_s;
  for (const buffer of buffers) {
    const source = context.createBufferSource();
    source.buffer = buffer;
    source.connect(context.destination);
    source.start(at);
    at += buffer.duration;
    saying.push(source);
  }
}

async function decode(context: AudioContext, { key, bytes }: Clip): Promise<AudioBuffer> {
  const known = decoded.get(key);
  if (known !== undefined) return known;
  // Decoding takes the bytes away, so it gets a copy.
  const buffer = await context.decodeAudioData(bytes.slice(0));
  decoded.set(key, buffer);
  return buffer;
}
