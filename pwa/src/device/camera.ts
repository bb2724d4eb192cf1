/** The camera as a source of texts. Frames are decoded in a worker, at full resolution: small labels need it. */

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

/** Show the camera in `video` and hand over every text that is seen, again for as long as it stays in view. */
export async function startCamera(video: HTMLVideoElement, onText: (text: string) => void): Promise<Camera> {
  const stream = await open();
  video.srcObject = stream;
  await video.play().catch(() => undefined);
  const worker = new Worker(new URL("./decode.worker.ts", import.meta.url), { type: "module" });
  let running = true;
  let asked = 0;

  const next = (): void => {
    if (running) requestAnimationFrame(() => void grab());
  };
  const grab = async (): Promise<void> => {
    if (!running) return;
    if (video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA || document.hidden || performance.now() - asked < 60)
      return next();
    asked = performance.now();
    try {
      const frame = await createImageBitmap(video);
      worker.postMessage(frame, [frame]);
    } catch {
      next();
    }
  };
  worker.addEventListener("message", ({ data }: MessageEvent<string[]>) => {
    if (running) for (const text of data) onText(text);
    next();
  });
  worker.addEventListener("error", next);
  next();

  const track = stream.getVideoTracks()[0];
  return {
    torch: track === undefined ? null : torchOf(track),
    stop: () => {
      running = false;
      worker.terminate();
      for (const one of stream.getTracks()) one.stop();
      video.srcObject = null;
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

function torchOf(track: MediaStreamTrack): ((on: boolean) => Promise<void>) | null {
  const can = track.getCapabilities?.() as { torch?: boolean } | undefined;
  if (can?.torch !== true) return null;
  return (on) => track.applyConstraints({ advanced: [{ torch: on } as MediaTrackConstraintSet] });
}
