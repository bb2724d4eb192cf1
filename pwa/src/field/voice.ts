import { playClips } from "../device";
import { numerals } from "../domain/prompts";
import { operationName } from "../store/catalog";
import { clip } from "../store/voice";

/** Says words that the operation recorded itself; where one is missing, nothing is said and nothing fails. */

const AFTER_TONE_S = 0.25;

export async function speak(prompts: string[]): Promise<void> {
  const named = operationName.value?.prompts ?? {};
  const hashes = prompts.flatMap((one) => (named[one] === undefined ? [] : [named[one]]));
  if (hashes.length === 0 || hashes.length < prompts.length) return;
  try {
    const clips = await Promise.all(hashes.map(async (key) => ({ key, bytes: await clip(key) })));
    const here = clips.flatMap(({ key, bytes }) => (bytes === undefined ? [] : [{ key, bytes }]));
    if (here.length === prompts.length) await playClips(here, AFTER_TONE_S);
  } catch {
    // A phone that cannot play it still shows the colour.
  }
}

/** A count, said as the numerals that it is made of. */
export const speakNumber = (value: number): Promise<void> => speak(numerals(value));
