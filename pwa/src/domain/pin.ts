/** A PIN keeps a colleague from recording under one's name on a shared phone; it never leaves that phone. */

export interface Pin {
  salt: string;
  hash: string;
}

const ROUNDS = 200_000;
const text = new TextEncoder();
const hex = (bytes: Uint8Array): string => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");

async function derive(pin: string, salt: string): Promise<string> {
  const key = await crypto.subtle.importKey("raw", text.encode(pin), "PBKDF2", false, ["deriveBits"]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt: text.encode(salt), iterations: ROUNDS };
  return hex(new Uint8Array(await crypto.subtle.deriveBits(how, key, 256)));
}

export async function makePin(pin: string): Promise<Pin> {
  const salt = hex(crypto.getRandomValues(new Uint8Array(16)));
  return { salt, hash: await derive(pin, salt) };
}

export const isPin = async (typed: string, pin: Pin): Promise<boolean> => (await derive(typed, pin.salt)) === pin.hash;
