import { json, query } from "./http";

/** What somebody did; `seq` is of the book's entry that says it, where one does. */
export interface Act {
  at: string;
  by: string | null;
  act: string;
  subject: string | null;
  args: Record<string, unknown>;
  seq: number | null;
}
export interface ActFilter {
  by?: string;
  group?: string;
  from?: string;
  to?: string;
  after?: string | null;
}
export const journal = (filter: ActFilter): Promise<{ acts: Act[]; next: string | null }> =>
  json(`/journal${query({ limit: 100, ...filter })}`);

/** Tell the server that a table was taken away as a file that was made here. */
export const noteExport = (name: string, format: "csv", rows: number): Promise<unknown> =>
  json("/journal/exports", { method: "POST", body: { name: name.slice(0, 200), format, rows } });
