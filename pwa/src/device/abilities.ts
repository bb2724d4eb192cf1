/** What this browser can do, asked before it is enrolled. */

export interface Abilities {
  secure: boolean;
  keys: boolean;
  storage: boolean;
  camera: boolean;
  locks: boolean;
}

export function abilities(): Abilities {
  return {
    secure: isSecureContext,
    keys: typeof crypto.subtle === "object",
    storage: typeof indexedDB === "object",
    camera: "mediaDevices" in navigator,
    locks: "locks" in navigator,
  };
}

/** True on an iPhone or iPad outside the Home Screen, where Safari drops storage after a week. */
export function needsHomeScreen(): boolean {
  const apple = /iPhone|iPad|iPod/.test(navigator.userAgent);
  return apple && !matchMedia("(display-mode: standalone)").matches;
}

/** A P-256 key pair whose private half never leaves this browser. */
export async function makeKeys(): Promise<{ keys: CryptoKeyPair; jwk: JsonWebKey }> {
  const keys = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, false, ["sign", "verify"]);
  const { kty, crv, x, y } = await crypto.subtle.exportKey("jwk", keys.publicKey);
  return { keys, jwk: { kty: kty ?? "EC", crv: crv ?? "P-256", x: x ?? "", y: y ?? "" } };
}

export interface Space {
  persistent: boolean;
  free_mb: number | null;
}
/** Ask that the browser keep our storage, and see how much there is. */
export async function keepStorage(): Promise<Space> {
  const persistent = (await navigator.storage?.persist?.().catch(() => false)) ?? false;
  const estimate = await navigator.storage?.estimate?.().catch(() => null);
  const free = estimate?.quota === undefined ? null : (estimate.quota - (estimate.usage ?? 0)) / 1e6;
  return { persistent, free_mb: free === null ? null : Math.round(free) };
}
