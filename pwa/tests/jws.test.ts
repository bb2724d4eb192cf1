import { describe, expect, it } from "vitest";
import { atWithOffset, offsetNow } from "../src/domain/clock";
import { newId } from "../src/domain/ids";
import { base64url, sha256Hex, sign, signingInput } from "../src/domain/jws";

const bytes = (part: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(part.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));

describe("a signed record", () => {
  it("has the header and payload of the contract, byte for byte", () => {
    const input = signingInput({ id: "x", note: "ñ" }, "d1");
    const [header = "", payload = ""] = input.split(".");
    expect(new TextDecoder().decode(bytes(header))).toBe('{"alg":"ES256","kid":"d1"}');
    expect(new TextDecoder().decode(bytes(payload))).toBe('{"id":"x","note":"ñ"}');
  });

  it("verifies with the public key that the phone sent", async () => {
    const keys = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, false, ["sign", "verify"]);
    const jws = await sign({ id: "x" }, "d1", keys.privateKey);
    const [header = "", payload = "", signature = ""] = jws.split(".");
    expect(bytes(signature).length).toBe(64);
    const good = await crypto.subtle.verify(
      { name: "ECDSA", hash: "SHA-256" },
      keys.publicKey,
      bytes(signature),
      new TextEncoder().encode(`${header}.${payload}`),
    );
    expect(good).toBe(true);
    await expect(crypto.subtle.exportKey("jwk", keys.privateKey)).rejects.toThrow();
  });

  it("writes base64url without padding, and hashes in hex", async () => {
    expect(base64url(Uint8Array.of(251, 255, 254, 0))).toBe("-__-AA");
    expect(await sha256Hex("abc")).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  });
});

describe("ids and moments", () => {
  it("makes UUIDs of version 7 that sort by time", () => {
    const early = newId(1_800_000_000_000);
    expect(early).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(newId(1_800_000_000_001) > early).toBe(true);
    expect(parseInt(early.replace(/-/g, "").slice(0, 12), 16)).toBe(1_800_000_000_000);
  });

  it("writes moments with the phone's offset, and they mean the same instant", () => {
    const at = atWithOffset(1_800_000_000_000);
    expect(at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$/);
    expect(Date.parse(at)).toBe(1_800_000_000_000);
  });

  it("says how old the measure of the clock is", () => {
    expect(offsetNow({ ms: -1500.4, measured_at: 1_000 }, 61_000)).toEqual({ ms: -1500, age_s: 60 });
    expect(offsetNow(null, 61_000)).toBeNull();
  });
});
