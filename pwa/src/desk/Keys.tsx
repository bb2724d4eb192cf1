import { useLayoutEffect, useRef } from "preact/hooks";
import { t } from "../messages";
import { Button } from "../ui";
import { useAsked } from "./asked";

/** What can be done by keys, shown by pressing a question mark. */

export const TO_FIND = "Ctrl K";
const KEYS = [
  [TO_FIND, "keys.find"],
  ["↓ ↑", "keys.rows"],
  ["Home End", "keys.ends"],
  ["Enter", "keys.enter"],
  ["Tab", "keys.tab"],
  ["Esc", "keys.escape"],
  ["?", "keys.help"],
] as const;
const TYPED = "input:not([type=checkbox], [type=radio]), select, textarea, [contenteditable]";

/** Show them, for whoever has no question mark at hand. */
export const showKeys = (): void => void dispatchEvent(new Event("lotbook-keys"));

export function Keys() {
  const [open, close] = useAsked("lotbook-keys", (event) => {
    const typing = event.target instanceof Element && event.target.closest(TYPED) !== null;
    return event.key === "?" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey;
  });
  return open ? <List onClose={close} /> : null;
}

function List({ onClose }: { onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  // Not when the dialog says that it closed: that comes later, and might close one that was opened meanwhile.
  const close = (): void => {
    dialog.current?.close(); // which gives the focus back
    onClose();
  };
  useLayoutEffect(() => {
    dialog.current?.showModal();
    const escape = (event: KeyboardEvent): void => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      close();
    };
    addEventListener("keydown", escape);
    return () => removeEventListener("keydown", escape);
  }, []);
  return (
    <dialog ref={dialog} class="palette key-list" aria-labelledby="keys-title" onCancel={close}>
      <h2 id="keys-title">{t("keys.title")}</h2>
      <dl class="facts">
        {KEYS.map(([keys, what]) => (
          <>
            <dt key={keys}>
              {keys.split(" ").map((one) => (
                <>
                  <kbd key={one}>{one}</kbd>{" "}
                </>
              ))}
            </dt>
            <dd key={what}>{t(what)}</dd>
          </>
        ))}
      </dl>
      <Button onPress={close}>{t("keys.close")}</Button>
    </dialog>
  );
}
