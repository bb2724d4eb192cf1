import { getFile, NetworkFailure, push, putFile, Refusal } from "../api";
import { operationName } from "../store/catalog";
import { waitingRecords } from "../store/outbox";
import { photo, photoSent, waitingPhotos } from "../store/photos";
import { countAgain, device, trouble, waiting, wasSent } from "../store/phone";
import { onRecorded } from "../store/record";
import { keepClips } from "../store/voice";
import { settled } from "./answers";
import { batch } from "./batch";
import { initial, step, type Input, type State } from "./core";
import { refresh } from "./pull";

/** Carries out what the core decides. One window drains at a time; the others wait for the lock and find nothing. */

let state: State = initial;
let timer: ReturnType<typeof setTimeout> | undefined;

function feed(input: Input): void {
  const next = step(state, input);
  state = next.state;
  for (const effect of next.effects) {
    if (effect.kind === "send") void send();
    else {
      clearTimeout(timer);
      timer = setTimeout(() => feed({ kind: "rang", now: Date.now() }), Math.max(0, effect.at - Date.now()));
    }
  }
}

async function send(): Promise<void> {
  const outcome = await navigator.locks.request("lotbook-drain", attempt).catch((cause: unknown): Input => {
    trouble.value = cause instanceof Refusal ? cause.code : cause instanceof NetworkFailure ? "network" : "storage";
    return { kind: "failed", now: Date.now(), random: Math.random() };
  });
  feed(outcome);
}

async function attempt(): Promise<Input> {
  const me = device.value;
  if (me === null) return answered(0, null);
  const queue = batch(await waitingRecords(200));
  let done = 0;
  let wait: number | null = null;
  if (queue.length > 0) {
    const before = Date.now();
    const reply = await push(
      me.token,
      queue.map((record) => record.jws),
    );
    const taken = settled(queue, reply.results);
    if (taken.length === 0) throw new NetworkFailure("the reply names none of what was sent");
    await wasSent(taken, measured(reply.server_time, before, Date.now()), reply.durable_through ?? null);
    done = taken.length;
    wait = reply.backoff_s ?? null;
  }
  await countAgain();
  if (waiting.value === 0) await sendPhotos(me.token);
  if (waiting.value === 0 && reading()) {
    await refresh(me.token);
    await fetchVoice(me.token);
  }
  trouble.value = null;
  return answered(done, wait);
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

const answered = (count: number, wait: number | null): Input => ({
  kind: "answered",
  now: Date.now(),
  random: Math.random(),
  settled: count,
  waiting: waiting.value,
  backoff_s: wait,
});
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
  const now = (): number => Date.now();
  onRecorded(() => feed({ kind: "recorded", now: now(), random: Math.random() }));
  addEventListener("online", () => feed({ kind: "online", now: now() }));
  document.addEventListener(
    "visibilitychange",
    () => document.visibilityState === "visible" && feed({ kind: "visible", now: now() }),
  );
  addEventListener("lotbook-send", () => feed({ kind: "asked", now: now() }));
  feed({ kind: "opened", now: now() });
}
