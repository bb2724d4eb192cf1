import { signal } from "@preact/signals";

/** A number that the screen asks for, in place of the buttons. */
export interface Asked {
  title: string;
  units: string[];
  value?: string;
  /** False if it could not be saved: the number then stays on the screen. */
  use: (value: string, unit: string) => Promise<boolean>;
  /** All that there is, without a number. */
  whole?: () => Promise<boolean>;
}
export const asked = signal<Asked | null>(null);
