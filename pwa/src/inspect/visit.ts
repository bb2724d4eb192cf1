import { signal } from "@preact/signals";
import { currentSession, currentVisit, NetworkFailure, openVisit, useVisit, type Part, type Visit } from "../api";
import { loadNames } from "../sheets/names";
import { session, visited, whenLost } from "../sheets/load";

/** Who stands at the door of the inspection, and by what right. */

export const visit = signal<Visit | null>(null);

/** True once a visit by a link is no longer let in: it expired, or the office took it back. */
export const ended = signal(false);

/** By the secret of a link: this browser tab knows its token, and nobody else does. */
const TOKEN = "lotbook-visit";
const BEGAN = "lotbook-inspection-began";
const SECRET = /^#([A-Za-z0-9-]+\.I[^\s#]+)$/;

/** The secret in the address, which is taken out of it at once: an address is seen, copied and kept. */
export function takeSecret(): string | null {
  const secret = SECRET.exec(location.hash)?.[1] ?? null;
  if (location.hash !== "") history.replaceState(history.state, "", location.pathname + location.search);
  return secret;
}

/** Open the door with a link's secret; raises what the server says. */
export async function enterByLink(secret: string, passcode: string): Promise<void> {
  sessionStorage.removeItem(TOKEN);
  const { token, ...found } = await openVisit(secret, passcode);
  sessionStorage.setItem(TOKEN, token);
  useVisit(token);
  await settle(found, true);
}

export type Door = "open" | "closed" | "unreachable";

/** Come in as whoever is known here already: the visitor of this tab, else somebody who is signed in. */
export async function enter(now: number): Promise<Door> {
  const token = sessionStorage.getItem(TOKEN);
  try {
    if (token !== null) {
      useVisit(token);
      const found = await currentVisit().catch(forget);
      if (found !== null) return await settle(found, true);
      ended.value = true;
    }
    session.value ??= await currentSession();
    const { operation } = session.value;
    const found = await currentVisit().catch(only(null));
    return await settle({ operation, began: began(now), ...found }, false);
  } catch (cause) {
    return cause instanceof NetworkFailure ? "unreachable" : "closed";
  }
}

async function settle(found: Visit, byLink: boolean): Promise<Door> {
  visited.value = byLink ? found.operation : null;
  ended.value = false;
  whenLost(() => {
    ended.value = byLink;
    forget(null);
    session.value = null;
    visit.value = null;
  });
  await loadNames();
  visit.value = found;
  return "open";
}

/** A token that is no longer good is dropped; without a network nothing is known, and it stays. */
function forget(cause: unknown): null {
  if (cause instanceof NetworkFailure) throw cause;
  sessionStorage.removeItem(TOKEN);
  useVisit(null);
  visited.value = null;
  return null;
}

const only =
  <T>(otherwise: T) =>
  (cause: unknown): T => {
    if (cause instanceof NetworkFailure && cause.message === "no answer") throw cause;
    return otherwise;
  };

/** Somebody with an account has no first opening of a link: it began when the page was first opened that day. */
function began(now: number): string {
  const known = localStorage.getItem(BEGAN);
  if (known !== null && now - Date.parse(known) < 16 * 3_600_000) return known;
  const began = new Date(now).toISOString();
  localStorage.setItem(BEGAN, began);
  return began;
}

/** Away from the inspection, the rest of the app asks as itself again; this tab still knows its visitor's token. */
export function stepOut(): void {
  useVisit(null);
  visited.value = null;
  visit.value = null;
  whenLost(() => void (session.value = null));
}

export function leaveByLink(): void {
  forget(null);
  visit.value = null;
}

export const byLink = (): boolean => visited.value !== null;
export const may = (part: Part): boolean => visit.value?.parts?.includes(part) ?? true;

/** Whether whoever asks may record events of some kind: a link never does, and an inspector only asks. */
export const records = (roles: string[]): boolean =>
  !byLink() && (session.value?.person.roles ?? []).some((role) => roles.includes(role));
