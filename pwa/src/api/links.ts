import { json, query } from "./http";
import type { Part } from "./visit";

/** Inspection links, as the office makes them and takes them back. */

export interface InspectionLink {
  code: string;
  state: "open" | "sealed" | "expired" | "revoked";
  parts: Part[];
  amounts: boolean;
  standing: boolean;
  days: number;
  passcode: boolean;
  note: string | null;
  made_by: string;
  created_at: string;
  expires_at: string;
  opened_at: string | null;
  revoked_at: string | null;
  revoked_by: string | null;
  views: number;
}
export interface NewLink {
  days: number;
  passcode: string | null;
  parts: Part[];
  amounts: boolean;
  standing: boolean;
  note: string | null;
}
export interface LinkView {
  id: string;
  at: string;
  what: string;
  path: string;
  address: string | null;
  agent: string | null;
}

const PATH = "/inspection-links";
/** The address comes this once: the server keeps a hash of its secret. */
export const makeLink = (wanted: NewLink): Promise<InspectionLink & { url: string }> =>
  json(PATH, { method: "POST", body: wanted });
export const inspectionLinks = async (): Promise<InspectionLink[]> =>
  (await json<{ links: InspectionLink[] }>(PATH)).links;
export const revokeLink = (code: string): Promise<unknown> =>
  json(`${PATH}/${encodeURIComponent(code)}`, { method: "DELETE" });
export const linkViews = (code: string, after: string | null): Promise<{ views: LinkView[]; next: string | null }> =>
  json(`${PATH}/${encodeURIComponent(code)}/views${query({ after, limit: 50 })}`);
