import { json } from "./http";
import type { Operation } from "./types";

/** Who inspects: by a link, or somebody who is signed in. Both see the same pages. */

export type Part = "balance" | "trace" | "sales" | "records";

export interface Visit {
  operation: Operation;
  /** What may be asked; nothing said: everything. */
  parts?: Part[] | null;
  /** Whether prices are shown. */
  amounts?: boolean;
  /** When this inspection began. */
  began?: string | null;
  expires_at?: string | null;
  /** The link's code, where it is one: `L3`. */
  link?: string | null;
}

/** Come in by the secret of a link. A wrong one, an old one and a wrong passcode are refused alike. */
export const openVisit = (secret: string, passcode: string): Promise<Visit & { token: string }> =>
  json("/inspection", { method: "POST", body: passcode === "" ? { secret } : { secret, passcode } });

/** Who I am in this inspection. */
export const currentVisit = (): Promise<Visit> => json("/inspection");
