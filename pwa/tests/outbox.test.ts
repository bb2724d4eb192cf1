import "fake-indexeddb/auto";
import { beforeAll, describe, expect, it } from "vitest";
import { mockServer, type MockServer } from "../src/api/mock/server";
import { push, setUp, useTransport, enrolPhone, newEnrolment, NetworkFailure } from "../src/api";
import { sha256Hex } from "../src/domain/jws";
import * as outbox from "../src/store/outbox";
import * as phone from "../src/store/phone";
import { record } from "../src/store/record";
import { heard, settled } from "../src/sync/answers";
import { refresh } from "../src/sync/pull";
import { allLots, tagState } from "../src/store/cache";

interface Signed {
  dseq: number;
  prev: string | null;
  by: string;
  off: unknown;
  seen: unknown;
  mono: { boot: string; ms: number };
  kind: string;
}
const payload = (jws: string): Signed =>
  JSON.parse(Buffer.from(jws.split(".")[1] ?? "", "base64url").toString("utf8")) as Signed;

const harvest = (tag: string) => ({
  kind: "harvest" as const,
  place: "B4",
  run: "r1",
  lot: "H26-B4-0912-A",
  product: "APL",
  from: ["PL-B4"],
  quantity: { value: "1", unit: "bin" },
  tags: [{ tag, quantity: { value: "1", unit: "bin" } }],
});

let server: MockServer;
let token = "";

beforeAll(async () => {
  Object.assign(globalThis, { location: { origin: "http://127.0.0.1:8000" } });
  server = mockServer();
  useTransport(server.answer);
  await setUp({
    operation: { code: "farm", name: "Farm", timezone: "UTC", mass_unit: "lb" },
    person: { code: "o1", name: "Owner" },
    password: "long enough",
  });
  const { code } = await newEnrolment("crew");
  const keys = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, false, ["sign", "verify"]);
  const jwk = await crypto.subtle.exportKey("jwk", keys.publicKey);
  const reply = await enrolPhone({ code, name: "Foreman's phone", jwk, selftest: {} });
  token = reply.token;
  await phone.become({
    id: reply.device,
    token,
    name: "Foreman's phone",
    operation: "farm",
    epoch: reply.epoch,
    keys,
    enrolled_at: Date.now(),
  });
  await phone.setPerson("c07");
});

describe("a record of the phone", () => {
  it("is chained to the one before it, counted without a gap, and on the disk when it is said so", async () => {
    await record(harvest("T1"));
    await record(harvest("T2"));
    const [first, second] = await outbox.waitingRecords(10);
    expect(phone.waiting.value).toBe(2);
    expect(payload(first?.jws ?? "")).toMatchObject({
      kind: "harvest",
      by: "c07",
      dev: "d1",
      dseq: 1,
      prev: null,
      off: null,
      seen: null,
    });
    expect(payload(second?.jws ?? "")).toMatchObject({ dseq: 2, prev: await sha256Hex(first?.jws ?? "") });
  });

  it("keeps two that come at once apart", async () => {
    await Promise.all([record(harvest("T3")), record(harvest("T4")), record(harvest("T5"))]);
    expect((await outbox.waitingRecords(10)).map((one) => payload(one.jws).dseq)).toEqual([1, 2, 3, 4, 5]);
  });

  it("binds its tag and makes its lot known on this phone at once", async () => {
    expect(await tagState("T1")).toMatchObject({ state: "bound", lot: "H26-B4-0912-A" });
    expect((await allLots()).map((lot) => lot.lot)).toContain("H26-B4-0912-A");
  });

  it("gives the tag back when it is voided", async () => {
    const event = await record(harvest("T6"));
    await record({ kind: "void", event: event.id, reason: "undo" });
    expect(await tagState("T6")).toMatchObject({ state: "blank", lot: null });
  });
});

describe("draining", () => {
  it("is a failure of the network when a captive portal answers, and nothing leaves", async () => {
    useTransport(() =>
      Promise.resolve(
        new Response("<html>Welcome to the hotel</html>", { status: 200, headers: { "content-type": "text/html" } }),
      ),
    );
    await expect(push(token, ["x"])).rejects.toBeInstanceOf(NetworkFailure);
    expect(phone.waiting.value).toBe(7);
    useTransport(server.answer);
  });

  it("sends each record once, and a repeated push changes nothing", async () => {
    const queue = await outbox.waitingRecords(200);
    const jws = queue.map((one) => one.jws);
    await push(token, jws); // the reply of this one is lost
    const reply = await push(token, jws);
    expect(reply.results.map((one) => one.status)).toEqual(queue.map(() => "duplicate"));
    const word = heard(reply);
    if (word === null) throw new Error("the mock's reply is not the server's");
    await phone.wasSent(settled(queue, reply.results), word, false, null);
    expect(phone.waiting.value).toBe(0);
    expect(server.book.events().length).toBe(queue.length);
    expect((await outbox.allRecords()).length).toBe(queue.length);
  });

  it("fills the cache from a snapshot and lays what waits over it", async () => {
    await record(harvest("T7"));
    server.book.append("place", { code: "B4", name: "Block 4", kind: "field" });
    await refresh(token);
    expect(await tagState("T7")).toMatchObject({ state: "bound" });
    server.book.append("event", {
      id: "z",
      kind: "harvest",
      at: "2026-09-12T10:00:00Z",
      lot: "H-OTHER",
      product: "APL",
      tags: [{ tag: "T8", quantity: null }],
    });
    await refresh(token);
    expect(await tagState("T8")).toMatchObject({ state: "bound", lot: "H-OTHER" });
  });
});
