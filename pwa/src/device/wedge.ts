/** USB and Bluetooth scanners that type: a label's characters, then Enter. */

/**
 * A longer pause begins another label. A scanner pauses for some 10 ms, and a busy cheap phone makes
 * hundreds of it; outside a field nobody types, so there is nobody to tell a scanner from by its speed.
 */
export const PAUSE_MS = 1000;
const LENGTH_MIN = 4;

/** Gathers what is typed outside of fields into labels. */
export class Wedge {
  private typed = "";
  private last = -Infinity;

  /** Take a key that was pressed at `at` milliseconds; returns the label that it ends, else null. */
  press(key: string, at: number): string | null {
    if (at - this.last > PAUSE_MS) this.typed = "";
    this.last = at;
    if (key.length === 1) {
      this.typed += key;
    } else if (key === "Enter") {
      const label = this.typed;
      this.typed = "";
      return label.length < LENGTH_MIN ? null : label;
    }
    return null;
  }
}

export function listenForWedge(onText: (text: string) => void): () => void {
  const wedge = new Wedge();
  const onKey = (event: KeyboardEvent): void => {
    const target = event.target;
    if (
      target instanceof HTMLInputElement ||
      target instanceof HTMLTextAreaElement ||
      target instanceof HTMLSelectElement
    )
      return;
    const label = wedge.press(event.key, event.timeStamp);
    if (label === null) return;
    event.preventDefault();
    onText(label);
  };
  // Before any button that has the focus takes the Enter for a click.
  addEventListener("keydown", onKey, { capture: true });
  return () => removeEventListener("keydown", onKey, { capture: true });
}
