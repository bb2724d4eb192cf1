/// <reference lib="webworker" />
/**
 * Keeps the whole app on the phone, so that it opens without a network. It holds files of the app and nothing
 * else: no answer of the server is ever kept here.
 */
export type {};
declare const self: ServiceWorkerGlobalScope & { __WB_MANIFEST: { url: string; revision: string | null }[] };

const files = self.__WB_MANIFEST;
const version = files.map((file) => file.url + (file.revision ?? "")).join("|");
const PREFIX = "lotbook-app-";

async function cacheName(): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(version));
  return PREFIX + [...new Uint8Array(digest).subarray(0, 8)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function install(): Promise<void> {
  const cache = await caches.open(await cacheName());
  for (const { url, revision } of files) {
    // A name with a hash in it never changes, so a copy from the version before will do.
    const known = revision === null ? await caches.match(`/${url}`) : undefined;
    const response = known ?? (await fetch(addressOf(url), { cache: "reload", redirect: "error" }));
    if (!response.ok || (await isStranger(url, response))) throw new Error(`${url}: ${response.status}`);
    await cache.put(`/${url}`, response);
  }
}

/** The start page lives at the root: its file name is only a way there. */
const addressOf = (url: string): string => (url === "index.html" ? "/" : `/${url}`);

/** True for the page of a captive portal, which answers everything with its own HTML. */
async function isStranger(url: string, response: Response): Promise<boolean> {
  const html = (response.headers.get("content-type") ?? "").includes("text/html");
  return url.endsWith(".html") ? !(await response.clone().text()).includes('id="app"') : html;
}

/** Keep this version and the one before: a window that is still on that one may ask for a part of it later. */
async function activate(): Promise<void> {
  const current = await cacheName();
  const others = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== current);
  await Promise.all(others.slice(0, -1).map((name) => caches.delete(name)));
  await self.clients.claim();
}

async function respond(request: Request, path: string): Promise<Response> {
  const cache = await caches.open(await cacheName());
  return (await cache.match(path)) ?? (await caches.match(path)) ?? fetch(request);
}

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("message", (event) => {
  if (event.data === "take over") void self.skipWaiting();
});
self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== self.location.origin || url.pathname.startsWith("/api/")) return;
  if (event.request.mode === "navigate") event.respondWith(respond(event.request, "/index.html"));
  else if (url.pathname.startsWith("/assets/") || files.some((file) => `/${file.url}` === url.pathname))
    event.respondWith(respond(event.request, url.pathname));
});
