import { useEffect, useState } from "preact/hooks";
import "../style/desk.css";
import "../style/harvest.css";
import "../style/map.css";
import { isEmpty, NetworkFailure, openingSession, whenSampleChanges } from "../api";
import { t } from "../messages";
import { path } from "../paths";
import { Button, Notice } from "../ui";
import { FirstRun } from "./FirstRun";
import { session } from "../sheets/load";
import { showScheme } from "../sheets/scheme";
import { Shell } from "./Shell";
import { SignIn } from "../sheets/SignIn";

showScheme();

type Door = "looking" | "first" | "closed" | "unreachable";

/** The office's part: behind a sign-in, or the setting up of an empty server. */
export function Desk() {
  const [door, setDoor] = useState<Door>("looking");
  const [turn, setTurn] = useState(0);
  const look = async (): Promise<Door> => {
    try {
      session.value = await openingSession();
      return "closed";
    } catch (cause) {
      if (cause instanceof NetworkFailure) return "unreachable";
      return (await isEmpty()).empty ? "first" : "closed";
    }
  };
  // Another window went into the sample farm or came back: this one must not show one under the name of the other.
  useEffect(() => whenSampleChanges(() => location.reload()), []);
  useEffect(() => {
    look().then(setDoor, () => setDoor("unreachable"));
  }, [turn]);

  if (session.value !== null) return <Shell where={path.value} />;
  if (door === "looking") return <main class="page" aria-busy="true" />;
  if (door === "first") return <FirstRun />;
  if (door === "closed") return <SignIn />;
  return (
    <main class="page">
      <Notice mood="bad">{t("trouble.network")}</Notice>
      <Button main onPress={() => setTurn(turn + 1)}>
        {t("again")}
      </Button>
    </main>
  );
}
