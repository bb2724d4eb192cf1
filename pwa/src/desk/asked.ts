import { useLayoutEffect, useState } from "preact/hooks";

/** Whether something stands open that is asked for by a key, or by an event for whoever has none at hand; and how to close it. */
export function useAsked(event: string, isKey: (event: KeyboardEvent) => boolean): [open: boolean, close: () => void] {
  const [open, setOpen] = useState(false);
  // In the same breath as the page, or a key pressed at once would be lost.
  useLayoutEffect(() => {
    const asked = (): void => setOpen(true);
    const key = (pressed: KeyboardEvent): void => {
      if (isKey(pressed)) asked();
    };
    addEventListener("keydown", key);
    addEventListener(event, asked);
    return () => {
      removeEventListener("keydown", key);
      removeEventListener(event, asked);
    };
  }, []);
  return [open, () => setOpen(false)];
}
