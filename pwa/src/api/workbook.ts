import { printed } from "./http";

/** A table as XLSX. */
export const workbook = (table: {
  name: string;
  columns: { title: string; kind: "text" | "number" | "day" }[];
  rows: (string | number | null)[][];
}): Promise<Blob> => printed("/workbook", table);
