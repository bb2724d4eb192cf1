/** Compact JWS (RFC 7515) by ES256, and the hashes that chain one record of a phone to the next. */

const text = new TextEncoder();

export function base64url(bytes: Uint8Array): string {
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

/** The part of a JWS that is signed: header and payload, each in base64url. */
export function signingInput(payload: object, kid: string): string {
  const part = (value: object): string => base64url(text.encode(JSON.stringify(value)));
  return `${part({ alg: "ES256", kid })}.${part(payload)}`;
}

export async function sign(payload: object, kid: string, key: CryptoKey): Promise<string> {
  const input = signingInput(payload, kid);
  const signature = await crypto.subtle.sign({ name: "ECDSA", hash: "SHA-256" }, key, text.encode(input));
  return `${input}.${base64url(new Uint8Array(signature))}`;
}

export async function sha256Hex(value: string | ArrayBuffer): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", typeof value === "string" ? text.encode(value) : value);
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
