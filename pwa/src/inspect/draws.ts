import { sha256Hex } from "../domain/jws";

/** The seed of a draw, made again by this browser: SHA-256 of the word, a space and the newest entry's hash. */
export const seedOf = (word: string, head: string): Promise<string> => sha256Hex(`${word} ${head}`);

/** The place in a list that a seed points at: the seed as a number, divided by how many there are, leaves it. */
export const placeOf = (seed: string, among: number): number => Number(BigInt(`0x${seed}`) % BigInt(among));
