import { json } from "./http";
import type { Enrolled, Enrolment, Phone } from "./types";

export interface NewPhone {
  code: string;
  name: string;
  jwk: JsonWebKey;
  selftest: Record<string, boolean>;
  /** Who it was before, where it comes again with the key that it had. */
  device?: string | null;
}
export const enrolPhone = (body: NewPhone): Promise<Enrolled> => json("/devices", { method: "POST", body });

export const newEnrolment = (role: string): Promise<Enrolment> =>
  json("/enrolments", { method: "POST", body: { role } });
export async function phones(): Promise<Phone[]> {
  const page = await json<Phone[] | { devices: Phone[] }>("/devices");
  return Array.isArray(page) ? page : page.devices;
}
export const renamePhone = (id: string, name: string): Promise<unknown> =>
  json(`/devices/${encodeURIComponent(id)}`, { method: "PUT", body: { name } });
export const revokePhone = (id: string): Promise<unknown> =>
  json(`/devices/${encodeURIComponent(id)}`, { method: "DELETE" });

export interface ImportResult {
  id: string | null;
  status: string;
  reason?: string | null;
}
/** Take in what a phone wrote to a file. */
export const importExport = (file: { events: unknown[] }): Promise<ImportResult[]> =>
  json<{ results: ImportResult[] }>("/sync/import", { method: "POST", body: file }).then(({ results }) => results);
