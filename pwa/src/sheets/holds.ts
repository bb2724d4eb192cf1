import { signal } from "@preact/signals";
import { holds } from "../api";
import { words } from "../messages";

/** Lots on hold with their reasons, so that every screen that names one of them can warn. */
export const onHold = signal<ReadonlyMap<string, string>>(new Map());

/** Ask again: when somebody comes in, moves to another page, or puts or releases a hold. A failure leaves what is known. */
export async function askHolds(): Promise<void> {
  try {
    onHold.value = new Map((await holds()).map(({ lot, reason }) => [lot, reason ?? ""]));
  } catch {
    // The page itself says what is wrong with the network or the session.
  }
}

/** The reason of a hold as people read it. */
export const reasonText = (reason: string | null): string =>
  reason === null || reason === "" ? "–" : words("holdreason", reason, reason);
