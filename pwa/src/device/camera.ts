/**
 * The camera as a source of texts. Frames are decoded in a worker, at full resolution: small labels need it.
 * One stream serves every screen that looks through it, because to open a camera takes a cheap phone a second;
 * it is given back when the app is put away, and taken again when it comes back or stops giving new pictures.
 */

export type CameraTrouble = "none" | "refused" | "busy";

export interface Camera {
  torch: ((on: boolean) => Promise<void>) | null;
  stop: () => void;
}

export class NoCamera extends Error {
  override readonly name = "NoCamera";
  constructor(readonly why: CameraTrouble) {
    super(why);
  }
}

const WANTED: MediaStreamConstraints = {
  audio: false,
  video: { facingMode: { ideal: "environment" }, width: { ideal: 1280 }, height: { ideal: 720 } },
};
/** A stream that nobody looks through is kept this long: the keypad closes, or the way leads back from a list. */
const KEPT_MS = 20_000;
/** A camera that shows the same frame for so long has stopped, whatever it says. */
const FROZEN_MS = 4_000;
const BETWEEN_MS = 60;
/** Every so many frames the decoder tries harder: turned, dirty and creased labels cost it more. */
const HARD_EVERY = 4;

let kept: MediaStream | null = null;
let giveBack: ReturnType<typeof setTimeout> | undefined;

async function stream(): Promise<MediaStream> {
  clearTimeout(giveBack);
  if (kept !== null && live(kept)) return kept;
  kept = await open();
  return kept;
}

const live = (one: MediaStream): boolean => one.getVideoTracks().some((track) => track.readyState === "live");

function release(at_once: boolean): void {
  clearTimeout(giveBack);
  const close = (): void => {
    for (const track of kept?.getTracks() ?? []) track.stop();
    kept = null;
  };
  if (at_once) close();
  else giveBack = setTimeout(close, KEPT_MS);
}

/** Show the camera in `video` and hand over every text that is seen, again for as long as it stays in view. */
export async function startCamera(video: HTMLVideoElement, onText: (text: string) => void): Promise<Camera> {
  let running = true;
  let asked = 0;
  let moved = { at: performance.now(), time: -1 };
  let frames = 0;

  const show = async (): Promise<void> => {
    const seen = await stream();
    // It was put away while the camera opened.
    if (document.hidden) return release(true);
    video.srcObject = seen;
    await video.play().catch(() => undefined);
    moved = { at: performance.now(), time: -1 };
  };
  const onVisible = (): void => {
    if (document.hidden) release(true);
    else void show().catch(() => undefined);
  };
  document.addEventListener("visibilitychange", onVisible);
  try {
    await show();
  } catch (cause) {
    document.removeEventListener("visibilitychange", onVisible);
    throw cause;
  }
  const worker = new Worker(new URL("./decode.worker.ts", import.meta.url), { type: "module" });

  const next = (): void => {
    if (running) requestAnimationFrame(() => void grab());
  };
  const grab = async (): Promise<void> => {
    if (!running) return;
    const ready = video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA && !document.hidden;
    if (!ready || performance.now() - asked < BETWEEN_MS) return next();
    asked = performance.now();
    try {
      const frame = await createImageBitmap(video);
      frames += 1;
      worker.postMessage({ frame, hard: frames % HARD_EVERY === 0 }, [frame]);
    } catch {
      next();
    }
  };
  worker.addEventListener("message", ({ data }: MessageEvent<string[]>) => {
    if (running && !document.hidden) for (const text of data) onText(text);
    next();
  });
  worker.addEventListener("error", next);
  next();

  const again = (): void => {
    release(true);
    void show().catch(() => undefined);
  };
  const watch = setInterval(() => {
    if (document.hidden) return;
    if (video.currentTime !== moved.time) moved = { at: performance.now(), time: video.currentTime };
    else if (performance.now() - moved.at > FROZEN_MS) again();
  }, 1_000);

  const light = async (on: boolean): Promise<void> => {
    const track = kept?.getVideoTracks()[0];
    await track?.applyConstraints({ advanced: [{ torch: on } as MediaTrackConstraintSet] });
  };
  return {
    torch: hasTorch() ? light : null,
    stop: () => {
      running = false;
      clearInterval(watch);
      document.removeEventListener("visibilitychange", onVisible);
      worker.terminate();
      video.srcObject = null;
      release(false);
    },
  };
}

async function open(): Promise<MediaStream> {
  if (!("mediaDevices" in navigator)) throw new NoCamera("none");
  try {
    return await navigator.mediaDevices.getUserMedia(WANTED);
  } catch (cause) {
    const name = cause instanceof DOMException ? cause.name : "";
    throw new NoCamera(name === "NotAllowedError" ? "refused" : name === "NotReadableError" ? "busy" : "none");
  }
}

function hasTorch(): boolean {
  const can = kept?.getVideoTracks()[0]?.getCapabilities?.() as { torch?: boolean } | undefined;
  return can?.torch === true;
}

/** Read a photo of a label: the last resort where the camera cannot be had, or does not get it. */
export async function readPhoto(file: Blob): Promise<string[]> {
  const frame = await createImageBitmap(file, { imageOrientation: "from-image" });
  const worker = new Worker(new URL("./decode.worker.ts", import.meta.url), { type: "module" });
  try {
    return await new Promise<string[]>((resolve, reject) => {
      worker.addEventListener("message", ({ data }: MessageEvent<string[]>) => resolve(data));
      worker.addEventListener("error", () => reject(new Error("the decoder failed")));
      worker.postMessage({ frame, hard: true }, [frame]);
    });
  } finally {
    worker.terminate();
  }
}
