/** USB and Bluetooth scanners that type: characters in quick succession, then Enter. */

const GAP_MS = 60;
const LENGTH_MIN = 4;

export function listenForWedge(onText: (text: string) => void): () => void {
  let typed = "";
  let last = 0;
  const onKey = (event: KeyboardEvent): void => {
    const target = event.target;
    if (
      target instanceof HTMLInputElement ||
      target instanceof HTMLTextAreaElement ||
      target instanceof HTMLSelectElement
    )
      return;
    const quick = event.timeStamp - last < GAP_MS;
    last = event.timeStamp;
    if (event.key === "Enter") {
      const text = typed;
      typed = "";
      if (text.length < LENGTH_MIN || !quick) return;
      event.preventDefault();
      onText(text);
    } else if (event.key.length === 1) {
      typed = quick ? typed + event.key : event.key;
    }
  };
  // Before any button that has the focus takes the Enter for a click.
  addEventListener("keydown", onKey, { capture: true });
  return () => removeEventListener("keydown", onKey, { capture: true });
}
