import { pdf } from "./http";

export type Paper = "a4" | "letter";
export const tagSheet = (count: number, paper: Paper): Promise<Blob> => pdf("/labels/tags", { count, paper });
export const codeSheet = (of: "places" | "lots" | "badges", codes: string[], paper: Paper): Promise<Blob> =>
  pdf(`/labels/${of}`, { codes, paper });
