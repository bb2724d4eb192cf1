import { useEffect, useState } from "preact/hooks";
import "../style/desk.css";
import { currentSession, signOut } from "../api";
import { addMessages, t } from "../messages";
import deskEn from "../messages/desk.en.json";
import deskEs from "../messages/desk.es.json";
import en from "../messages/inspect.en.json";
import es from "../messages/inspect.es.json";
import { at, follow, go, path } from "../paths";
import { session, useAct } from "../sheets/load";
import { LanguageChoice, SignIn } from "../sheets/SignIn";
import { Button } from "../ui";
import { AskPage } from "./AskPage";
import { ExercisePage } from "./ExercisePage";
import { isQuestion } from "./questions";
import { HomePage } from "./HomePage";

addMessages(deskEn, deskEs);
addMessages(en, es);

/** The inspection: for somebody with an hour who has never seen the system; signed in, reading only. */
export function Inspection() {
  const [looked, setLooked] = useState(session.value !== null);
  useEffect(() => {
    if (looked) return;
    currentSession()
      .then((found) => void (session.value = found))
      .catch(() => undefined) // nobody is signed in: the door says what to do
      .finally(() => setLooked(true));
  }, []);
  if (!looked) return <main class="page" aria-busy="true" />;
  return session.value === null ? <SignIn /> : <Room where={path.value} />;
}

function Room({ where }: { where: string }) {
  const { act } = useAct();
  const leave = (): void =>
    act(async () => {
      await signOut();
      session.value = null;
    });
  return (
    <div class="inspect">
      <header>
        <a class="brand" href={at.inspect} onClick={follow}>
          {session.value?.operation.name ?? "Lotbook"} · {t("nav.inspect")}
        </a>
        <div class="row">
          <a href={at.desk} onClick={follow}>
            {t("inspect.desk")}
          </a>
          <Button quiet onPress={leave}>
            {t("nav.leave")}
          </Button>
          <LanguageChoice />
        </div>
      </header>
      <main class="sheet">{page(where)}</main>
    </div>
  );
}

function page(where: string) {
  const [, , name = "", rest] = (where.split("?")[0] ?? "").split("/");
  const query = new URLSearchParams(where.split("?")[1] ?? "");
  if (name === "exercise" && rest !== undefined) {
    const id = decodeURIComponent(rest);
    return <ExercisePage key={id} id={id} onAgain={(other) => go(at.exercise(other))} />;
  }
  return isQuestion(name) ? <AskPage key={where} question={name} given={query} /> : <HomePage />;
}
