import { useEffect, useState } from "preact/hooks";
import "../style/desk.css";
import "../style/inspect.css";
import { t } from "../messages";
import { at, path } from "../paths";
import { session } from "../sheets/load";
import { LotAddress } from "../sheets/parts";
import { SignIn } from "../sheets/SignIn";
import { Button, Notice } from "../ui";
import { LinkDoor } from "./LinkDoor";
import { Room } from "./Room";
import { ended, enter, stepOut, takeSecret, visit, type Door } from "./visit";

/** The inspection: for somebody with an hour who has never seen the system; by a link or signed in, reading only. */
export function Inspection() {
  const [secret, setSecret] = useState(takeSecret);
  const [door, setDoor] = useState<Door | "looking">(visit.value === null ? "looking" : "open");
  const look = (): void => void enter(Date.now()).then(setDoor);
  const signedIn = session.value;
  useEffect(() => {
    if (secret === null && visit.value === null) look();
    // Also when a visit ends while somebody looks on: then this page says so.
  }, [signedIn === null, secret === null, visit.value === null]);
  useEffect(() => {
    const another = (): void => {
      const found = takeSecret();
      if (found !== null) setSecret(found);
    };
    addEventListener("hashchange", another);
    return () => {
      removeEventListener("hashchange", another);
      stepOut();
    };
  }, []);
  if (secret !== null) return <LinkDoor key={secret} secret={secret} onOpen={() => setSecret(null)} />;
  if (visit.value !== null)
    return (
      <LotAddress.Provider value={at.examined}>
        <Room where={path.value} />
      </LotAddress.Provider>
    );
  if (door === "looking") return <main class="page" aria-busy="true" />;
  if (door === "unreachable")
    return (
      <main class="page door">
        <Notice mood="bad">{t("trouble.network")}</Notice>
        <Button main onPress={look}>
          {t("again")}
        </Button>
      </main>
    );
  return (
    <SignIn>
      {ended.value ? <Notice mood="warn">{t("door.ended")}</Notice> : <p class="hint">{t("door.by_link")}</p>}
    </SignIn>
  );
}
