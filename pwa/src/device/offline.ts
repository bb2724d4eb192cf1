import { signal } from "@preact/signals";

/** True once the whole app is kept on this device, so that it opens without a network. */
export const worksOffline = signal(false);

/** How long after its start the app changes over to a new version by itself. */
const FRESH_MS = 15_000;

/** Keep the app on the device. A new version comes in at a start, else waits until the old one is closed. */
export async function keepOffline(): Promise<void> {
  if (!("serviceWorker" in navigator)) return;
  const { serviceWorker } = navigator;
  const hadOne = serviceWorker.controller !== null;
  worksOffline.value = hadOne;
  serviceWorker.addEventListener("controllerchange", () => {
    worksOffline.value = true;
    if (hadOne) location.reload();
  });
  const registration = await serviceWorker.register("/sw.js", { type: "classic" });
  registration.addEventListener("updatefound", () => {
    const fresh = registration.installing;
    fresh?.addEventListener("statechange", () => {
      // Every record is on the disk, and a run with it, so the start of the app is a good moment to change over.
      if (fresh.state === "installed" && hadOne && performance.now() < FRESH_MS) fresh.postMessage("take over");
    });
  });
}
