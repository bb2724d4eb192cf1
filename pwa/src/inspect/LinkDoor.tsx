import { useState } from "preact/hooks";
import { NetworkFailure, Refusal } from "../api";
import { t } from "../messages";
import { explain } from "../sheets/load";
import { LanguageChoice } from "../sheets/SignIn";
import { Form, Input, Notice, Submit } from "../ui";
import { enterByLink } from "./visit";

/** The door for whoever holds a link. A passcode may be needed; the server refuses every wrong thing alike. */
export function LinkDoor({ secret, onOpen }: { secret: string; onOpen: () => void }) {
  const [passcode, setPasscode] = useState("");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<"refused" | { text: string } | null>(null);
  const open = (): void => {
    setBusy(true);
    setProblem(null);
    enterByLink(secret, passcode.trim())
      .then(onOpen, (cause: unknown) => {
        const refused = cause instanceof Refusal && cause.status !== 429 && !(cause instanceof NetworkFailure);
        setProblem(refused ? "refused" : { text: explain(cause) });
      })
      .finally(() => setBusy(false));
  };
  return (
    <main class="page door">
      <h1>{t("door.title")}</h1>
      <p>{t("door.what")}</p>
      {problem === null ? null : problem === "refused" ? (
        <Notice mood="bad">
          <p>
            <b>{t("door.refused")}</b>
          </p>
          <p>{t("door.refused_what")}</p>
        </Notice>
      ) : (
        <Notice mood="bad">{problem.text}</Notice>
      )}
      <Form onSubmit={open}>
        <Input
          label={t("door.passcode")}
          value={passcode}
          onChange={setPasscode}
          type="password"
          help={t("door.passcode_help")}
        />
        <Submit busy={busy}>{t("door.go")}</Submit>
      </Form>
      <LanguageChoice />
    </main>
  );
}
