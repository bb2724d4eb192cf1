import { json, query, useCsrf } from "./http";
import type { Session } from "./types";

/** The invented farm beside one's own: how far it is loaded, and what was recorded in it since. */
export interface Sample {
  state: "none" | "loading" | "loaded" | "within";
  taken: number;
  lines: number;
  more: number;
  phones: number;
}

export const sample = (): Promise<Sample> => json("/sample");
/** Load the next part; again and again, until it says that it is loaded. */
export const loadSample = (): Promise<Sample> => json("/sample", { method: "POST", body: {} });
/** Remove it whole, with so many entries that are not the sample's own. */
export const removeSample = (more: number): Promise<unknown> => json(`/sample${query({ more })}`, { method: "DELETE" });

const HERE = "lotbook-sample";
/** Whether this browser came into the sample from its own farm; other windows hear of it, and show the same. */
export const cameFromHome = (): boolean => localStorage.getItem(HERE) === "there";
export function whenSampleChanges(then: () => void): () => void {
  const heard = ({ key }: StorageEvent): void => void (key === HERE && then());
  addEventListener("storage", heard);
  return () => removeEventListener("storage", heard);
}

export async function visitSample(): Promise<void> {
  await json<Session>("/sample/visit", { method: "POST", body: {} });
  localStorage.setItem(HERE, "there");
}

export async function leaveSample(): Promise<void> {
  await json<Session | undefined>("/sample/leave", { method: "POST", body: {} });
  useCsrf(null);
  localStorage.removeItem(HERE);
}
