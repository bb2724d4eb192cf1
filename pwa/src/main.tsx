import { render } from "preact";
import "./style/tokens.css";
import "./style/base.css";
import "./style/field.css";
import { keepOffline } from "./device";
import { startLanguage } from "./messages";
import { beginPart, Routes } from "./routes";
import * as phone from "./store/phone";
import { startDraining } from "./sync/drainer";

async function start(): Promise<void> {
  if (import.meta.env.MODE === "mock") await (await import("./api/mock")).useMock();
  startLanguage();
  const apart = beginPart();
  // Without a secure context there is neither storage worth the name nor a key; the screen explains.
  const opened = isSecureContext ? phone.open() : null;
  if (!apart) await opened;
  const root = document.getElementById("app");
  if (root !== null) render(<Routes />, root);
  if (!isSecureContext) return;
  await opened;
  startDraining();
  void navigator.storage?.persist?.();
  // A browser may refuse, behind a certificate that it does not trust, say: the app is here all the same.
  if (import.meta.env.PROD) await keepOffline().catch(() => undefined);
}

start().catch((cause: unknown) => {
  const root = document.getElementById("app");
  if (root !== null) root.textContent = `Lotbook could not start: ${String(cause)}`;
});
