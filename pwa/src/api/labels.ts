import { pdf, printed } from "./http";

export type Paper = "a4" | "letter";
export const tagSheet = (count: number, paper: Paper): Promise<Blob> => pdf("/labels/tags", { count, paper });
export const codeSheet = (of: "places" | "lots" | "badges", codes: string[], paper: Paper): Promise<Blob> =>
  pdf(`/labels/${of}`, { codes, paper });

/** Dots an inch of a label printer. */
export type Dpi = 203 | 300;
export const tagRoll = (count: number, dpi: Dpi): Promise<Blob> =>
  printed("/labels/thermal/tags", { count, dpi, format: "zpl" });
export const lotRoll = (codes: string[], dpi: Dpi, reprint: boolean): Promise<Blob> =>
  printed("/labels/thermal/lots", { codes, dpi, reprint, format: "zpl" });
/** The first of some labels as the printer will print it. */
export const lotPreview = (codes: string[], dpi: Dpi, reprint: boolean): Promise<Blob> =>
  printed("/labels/thermal/lots", { codes: codes.slice(0, 1), dpi, reprint, format: "png" });
