import { getFile, NetworkFailure, push, putFile, reconcile, Refusal } from "../api";
import { isOlder, VERSION } from "../domain/version";
import { operationName } from "../store/catalog";
import { stillHere, told, waitingRecords } from "../store/outbox";
import { photo, photoSent, waitingPhotos } from "../store/photos";
import * as phone from "../store/phone";
import { countFrom, onRecorded, sinceStart } from "../store/record";
import { keepClips } from "../store/voice";
import type { Heard } from "./answers";
import { batch } from "./batch";
import { initial, step, type Effect, type Input, type State, type Work } from "./core";
import { refresh } from "./pull";

/** Carries out what the core decides. One window drains at a time; the others wait for the lock. */

let state: State = initial;
let timer: ReturnType<typeof setTimeout> | undefined;

/** The core's clock: it never jumps, whoever sets the phone's. */
const now = (): number => performance.now();
const happening = (): { now: number; random: number } => ({ now: now(), random: Math.random() });

/** Tell the core what happened, and return what is to be done, if anything. */
function feed(input: Input): Work | null {
  const next = step(state, input);
  state = next.state;
  let work: Work | null = null;
  for (const effect of next.effects)
    if (effect.kind === "ring") ring(effect);
    else work = effect;
  return work;
}

function ring({ at }: Effect & { kind: "ring" }): void {
  clearTimeout(timer);
  timer = setTimeout(() => wake("rang"), Math.max(0, at - now()));
}

function wake(kind: "opened" | "visible" | "online" | "asked" | "rang" | "recorded"): void {
  const first = feed({ kind, ...happening() });
  if (first !== null) void navigator.locks.request("lotbook-drain", () => round(first));
}

/** Work until the core has enough of it; whatever fails is a failure for the core to think about. */
async function round(first: Work): Promise<void> {
  for (let work: Work | null = first; work !== null;) {
    const input: Input = await perform(work).catch((cause: unknown): Input => {
      phone.trouble.value =
        cause instanceof Refusal ? cause.code : cause instanceof NetworkFailure ? "network" : "storage";
      return { kind: "failed", ...happening() };
    });
    work = feed(input);
  }
}

async function perform(work: Work): Promise<Input> {
  const me = phone.device.value;
  // Nobody has let this phone in yet: there is nothing to send, and nobody to ask.
  if (me === null) return { kind: "read", ...happening() };
  switch (work.kind) {
    case "push":
      return send(me.token);
    case "keep": {
      const lost = await phone.wasSent(work.settled, work.heard, work.doubt, clock);
      if (work.heard.high > 0) await countFrom(work.heard.high);
      said(work.heard);
      return { kind: "kept", waiting: phone.waiting.value, lost, ...happening() };
    }
    case "ask":
      return { kind: "answered", reply: await reconcile(me.token, me.id, await stillHere()), ...happening() };
    case "take back":
      await phone.takeBack(work.lacks, work.heard);
      return { kind: "took back", waiting: phone.waiting.value, ...happening() };
    case "read":
      await sendPhotos(me.token);
      if (reading() && phone.trouble.value !== "device_revoked") {
        await refresh(me.token);
        await fetchVoice(me.token);
      }
      return { kind: "read", ...happening() };
  }
}

/** The server's clock minus ours at the last reply; it is kept with what was taken. */
let clock: { ms: number; measured_at: number } | null = null;

async function send(token: string): Promise<Input> {
  const sent = batch(await waitingRecords(200));
  const before = Date.now();
  const reply = await push(
    token,
    sent.map((record) => record.jws),
    {
      app: VERSION,
      waiting: Math.max(0, phone.waiting.value - sent.length),
      photos: (await waitingPhotos()).length,
      now: new Date().toISOString(),
      mono: sinceStart(),
    },
  );
  clock = measured(reply.server_time, before, Date.now());
  const input: Input = { kind: "replied", sent, told: await told(), reply, ...happening() };
  return input;
}

function said({ revoked, minApp }: Heard): void {
  phone.trouble.value = revoked ? "device_revoked" : null;
  phone.tooOld.value = minApp !== null && isOlder(VERSION, minApp);
}

/** Photos go after the records that name them; one that the server refuses stays on the phone and stops no other. */
async function sendPhotos(token: string): Promise<void> {
  for (const sha256 of await waitingPhotos()) {
    const kept = await photo(sha256);
    if (kept === undefined) continue;
    try {
      await putFile(token, sha256, kept.bytes);
    } catch (cause) {
      if (cause instanceof Refusal) continue;
      throw cause;
    }
    await photoSent(sha256, Date.now());
  }
}

/** The operation's voice: a clip that cannot be had now is asked for again the next time. */
async function fetchVoice(token: string): Promise<void> {
  const named = [...new Set(Object.values(operationName.value?.prompts ?? {}))];
  await keepClips(named, (sha256) => getFile(token, sha256)).catch(() => undefined);
}

const reading = (): boolean => document.visibilityState === "visible";

/** The server's clock minus ours, taken at the middle of the call. */
export function measured(
  serverTime: string,
  before: number,
  after: number,
): { ms: number; measured_at: number } | null {
  const server = Date.parse(serverTime);
  return Number.isNaN(server) ? null : { ms: server - (before + after) / 2, measured_at: after };
}

/** Start draining, and keep at it for as long as the app is open. */
export function startDraining(): void {
  onRecorded(() => wake("recorded"));
  addEventListener("online", () => wake("online"));
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && wake("visible"));
  addEventListener("lotbook-send", () => wake("asked"));
  wake("opened");
}
