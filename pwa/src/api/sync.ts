import { download, json, query, upload } from "./http";
import type { PullPage, PushReply, SnapshotPage } from "./types";

/** What a phone says of itself when it calls. */
export interface AboutPhone {
  app: string;
  waiting: number;
  photos: number;
  now: string;
  mono: { boot: string; ms: number };
}
export const push = (token: string, events: string[], phone?: AboutPhone): Promise<PushReply> =>
  json("/sync/push", { method: "POST", token, body: { events, phone }, headers: { "X-Sync-Protocol": "1" } });
/** Ask which of the records that this phone still has did not arrive. */
export const reconcile = (token: string, dev: string, have: [number, number][]): Promise<unknown> =>
  json("/sync/reconcile", { method: "POST", token, body: { dev, have } });
export const pull = (token: string, cursor: string): Promise<PullPage> =>
  json(`/sync/pull${query({ cursor, limit: 500 })}`, { token });
export const snapshot = (token: string, after: string | null): Promise<SnapshotPage> =>
  json(`/sync/snapshot${query({ after })}`, { token });
/** Send a photo, paper or recording, as a phone or (null) as whoever is signed in; the same file twice changes nothing. */
export const putFile = (token: string | null, sha256: string, bytes: ArrayBuffer): Promise<void> =>
  upload(`/files/${sha256}`, token, bytes);

/** A packing run that is open, as all phones of its line together recorded it. */
export interface OpenRun {
  run: string;
  place: string | null;
  lot: string | null;
  product: string | null;
  inputs: number;
  in_mg: number;
  out_mg: number;
  lost_mg: number;
  left_mg: number;
}
export const openRuns = (token: string): Promise<OpenRun[]> =>
  json<{ runs: OpenRun[] }>("/sync/runs", { token }).then(({ runs }) => runs);

export const getFile = (token: string, sha256: string): Promise<ArrayBuffer> => download(`/files/${sha256}`, token);
