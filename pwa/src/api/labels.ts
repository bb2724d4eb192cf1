import { blob, json, pdf } from "./http";

export type Paper = "a4" | "letter";
export const tagSheet = (count: number, paper: Paper): Promise<Blob> => pdf("/labels/tags", { count, paper });
export const codeSheet = (of: "places" | "badges", codes: string[], paper: Paper): Promise<Blob> =>
  pdf(`/labels/${of}`, { codes, paper });

export const LABELS = ["tag", "place", "lot", "case", "pallet", "badge"] as const;
export type LabelKind = (typeof LABELS)[number];

/** A paper or a sheet of labels, and in how many rows and columns each kind of label that fits lies on it. */
export interface LabelPaper {
  paper: string;
  kinds: Partial<Record<LabelKind, Cells>>;
}
export interface Cells {
  columns: number;
  rows: number;
}
export const labelPapers = (): Promise<LabelPaper[]> => json("/labels/papers");

export interface PrintOrder {
  what: LabelKind;
  on: string;
  language: string;
  start: number;
  spare: number[];
  copies: number;
  codes?: string[];
  count?: number;
  pallets?: { lines: { lot: string; count: number }[] }[];
  fill?: boolean;
  organic?: boolean;
}

/** A print as the book has it, and how far its drawing is; `job` is null when its file is gone. */
export interface Print {
  id: string;
  seq: number;
  at: string;
  by: string | null;
  what: LabelKind;
  on: string;
  labels: number;
  copies: number;
  codes: string[];
  sscc: string[];
  reprint: boolean;
  of: string | null;
  job: PrintJob | null;
}
export interface PrintJob {
  name: string;
  state: "waiting" | "drawing" | "setting" | "ready" | "failed";
  done: number;
  total: number;
  pages: number;
}

export const orderLabels = (order: PrintOrder): Promise<Print> =>
  json("/labels/prints", { method: "POST", body: order });
export const printAgain = (id: string, on: string, language: string): Promise<Print> =>
  json(`/labels/prints/${id}/again`, { method: "POST", body: { on, language } });
/** Draw what never came to its end; it is no reprint. */
export const drawPrint = (id: string): Promise<Print> => json(`/labels/prints/${id}/draw`, { method: "POST" });
export const prints = (): Promise<Print[]> => json("/labels/prints");
export const printOf = (id: string): Promise<Print> => json(`/labels/prints/${id}`);
export const printFile = (id: string): Promise<Blob> => blob(`/labels/prints/${id}/file`);
export const printPage = (id: string, page: number): Promise<Blob> => blob(`/labels/prints/${id}/pages/${page}`);
