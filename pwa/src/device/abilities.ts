import { deleteDB, openDB } from "idb";

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
  return { keys, jwk: await publicJwk(keys) };
}

/** The public half of a key, as the server knows it. */
export async function publicJwk(keys: CryptoKeyPair): Promise<JsonWebKey> {
  const { kty, crv, x, y } = await crypto.subtle.exportKey("jwk", keys.publicKey);
  return { kty: kty ?? "EC", crv: crv ?? "P-256", x: x ?? "", y: y ?? "" };
}

/**
 * Try what records depend on, once, with real bytes: a key that signs and comes back from the disk as it went.
 * Returns what failed, null if nothing did.
 */
export async function selfTest(keys: CryptoKeyPair): Promise<"keys" | "storage" | null> {
  const how = { name: "ECDSA", hash: "SHA-256" };
  const bytes = crypto.getRandomValues(new Uint8Array(64));
  try {
    const kept = await throughDisk(keys.privateKey);
    const signature = await crypto.subtle.sign(how, kept, bytes);
    return (await crypto.subtle.verify(how, keys.publicKey, signature, bytes)) ? null : "keys";
  } catch {
    return "storage";
  }
}

async function throughDisk(key: CryptoKey): Promise<CryptoKey> {
  const db = await openDB("selftest", 1, { upgrade: (made) => void made.createObjectStore("keys") });
  try {
    const tx = db.transaction("keys", "readwrite", { durability: "strict" });
    await Promise.all([tx.store.put(key, "one"), tx.done]);
    return (await db.get("keys", "one")) as CryptoKey;
  } finally {
    db.close();
    await deleteDB("selftest");
  }
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
