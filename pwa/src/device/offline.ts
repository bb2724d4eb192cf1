import { signal } from "@preact/signals";

/** True once the whole app is kept on this device, so that it opens without a network. */
export const worksOffline = signal(false);
/** What changes over to a new version that is on the device and waits; null if there is none. */
export const update = signal<(() => void) | null>(null);

/** Keep the app on the device. A new version is offered, and comes in when somebody says so or at the next start. */
export async function keepOffline(): Promise<void> {
  if (!("serviceWorker" in navigator)) return;
  const { serviceWorker } = navigator;
  worksOffline.value = serviceWorker.controller !== null;
  serviceWorker.addEventListener("controllerchange", () => {
    // The first version takes over without a word; a later one brings its own pages.
    if (worksOffline.value) location.reload();
    worksOffline.value = true;
  });
  const registration = await serviceWorker.register("/sw.js", { type: "classic" });
  const offer = (fresh: ServiceWorker | null): void => {
    if (fresh !== null && worksOffline.value) update.value = () => fresh.postMessage("take over");
  };
  offer(registration.waiting);
  registration.addEventListener("updatefound", () => {
    const fresh = registration.installing;
    fresh?.addEventListener("statechange", () => {
      if (fresh.state === "installed") offer(fresh);
    });
  });
}
