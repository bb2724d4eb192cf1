import { json } from "./http";

/** What anybody may know of a lot by the address on its label; null is what the operation does not show. */
export interface PublicLot {
  lot: string;
  /** The farm is an invented one. */
  sample: boolean;
  product: string | null;
  grower: string | null;
  harvested: [string, string] | null;
  status: string | null;
}
export const publicLot = (operation: string, code: string): Promise<PublicLot> =>
  json(`/public/lots/${encodeURIComponent(operation)}/${encodeURIComponent(code)}`);
