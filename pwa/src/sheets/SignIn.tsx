import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { NetworkFailure, signIn } from "../api";
import { language, setLanguage, t, type Language } from "../messages";
import { Button, Form, Input, Notice, Submit } from "../ui";
import { session, useAct } from "./load";

const OPERATION = "lotbook-operation";

export function SignIn({ children }: { children?: ComponentChildren }) {
  const [operation, setOperation] = useState(localStorage.getItem(OPERATION) ?? "");
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const { busy, problem, act } = useAct();
  const submit = (): void =>
    act(async () => {
      session.value = await signIn({ operation: operation.trim(), name: name.trim(), password });
      localStorage.setItem(OPERATION, operation.trim());
    });
  return (
    <main class="page door">
      <h1>Lotbook</h1>
      <p>{t("welcome.what")}</p>
      {children}
      {problem === null ? null : <Notice mood="bad">{problem}</Notice>}
      <Form onSubmit={submit}>
        <Input
          label={t("signin.operation")}
          value={operation}
          onChange={setOperation}
          help={t("signin.operation_help")}
          required
          autocomplete="organization"
        />
        <Input label={t("signin.name")} value={name} onChange={setName} required autocomplete="username" />
        <Input
          label={t("signin.password")}
          value={password}
          onChange={setPassword}
          type="password"
          required
          autocomplete="current-password"
        />
        <Submit busy={busy}>{t("signin.go")}</Submit>
      </Form>
      <LanguageChoice />
    </main>
  );
}

export function LanguageChoice() {
  const { problem, act } = useAct();
  const choose = (to: Language) => (): void =>
    act(() =>
      setLanguage(to).catch(() => {
        throw new NetworkFailure();
      }),
    );
  return (
    <>
      {problem === null ? null : <Notice mood="bad">{problem}</Notice>}
      <div class="row languages" role="group" aria-label={t("language")}>
        <Button quiet pressed={language.value === "en"} onPress={choose("en")}>
          English
        </Button>
        <Button quiet pressed={language.value === "es"} onPress={choose("es")}>
          Español
        </Button>
      </div>
    </>
  );
}
