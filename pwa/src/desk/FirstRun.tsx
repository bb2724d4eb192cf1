import { useState } from "preact/hooks";
import { setUp, signIn } from "../api";
import { slugOf } from "../domain/suggest";
import { t } from "../messages";
import { at, go } from "../paths";
import { Form, Input, Notice, Select, Submit, type Choice } from "../ui";
import { session, useAct } from "../sheets/load";
import { LanguageChoice } from "../sheets/SignIn";

const zones = (here: string): Choice[] =>
  [...new Set([here, ...Intl.supportedValuesOf("timeZone"), "UTC"])].map((one) => ({ value: one, label: one }));

/** An empty server: name the operation and its owner. */
export function FirstRun() {
  const [operation, setOperation] = useState({
    code: "",
    name: "",
    timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    mass_unit: "lb",
  });
  const [person, setPerson] = useState({ code: "o1", name: "" });
  const [password, setPassword] = useState("");
  const [again, setAgain] = useState("");
  const [ownCode, setOwnCode] = useState(false);
  const { busy, problem, act } = useAct();
  const submit = (): void =>
    act(async () => {
      if (again !== password) throw new Error(t("first.not_the_same"));
      await setUp({ operation, person, password });
      session.value = await signIn({ operation: operation.code, name: person.code, password });
      go(at.start());
    });
  return (
    <main class="page door">
      <h1>{t("first.title")}</h1>
      <p>{t("first.what")}</p>
      <Form onSubmit={submit}>
        <h2>{t("first.operation")}</h2>
        <Input
          label={t("first.operation_name")}
          value={operation.name}
          onChange={(name) => setOperation({ ...operation, name, code: ownCode ? operation.code : slugOf(name) })}
          required
        />
        <Input
          label={t("first.operation_code")}
          value={operation.code}
          onChange={(code) => {
            setOwnCode(true);
            setOperation({ ...operation, code });
          }}
          help={t("first.operation_code_help")}
          required
        />
        <Select
          label={t("first.timezone")}
          value={operation.timezone}
          choices={zones(operation.timezone)}
          onChange={(timezone) => setOperation({ ...operation, timezone })}
          help={t("first.timezone_help")}
        />
        <Select
          label={t("first.mass_unit")}
          value={operation.mass_unit}
          choices={["lb", "kg"].map((unit) => ({ value: unit, label: unit }))}
          onChange={(mass_unit) => setOperation({ ...operation, mass_unit })}
        />
        <h2>{t("first.you")}</h2>
        <Input
          label={t("field.name")}
          value={person.name}
          onChange={(name) => setPerson({ ...person, name })}
          required
          autocomplete="name"
        />
        <Input
          label={t("first.person_code")}
          value={person.code}
          onChange={(code) => setPerson({ ...person, code })}
          help={t("first.person_code_help")}
          required
          autocomplete="username"
        />
        <Input
          label={t("signin.password")}
          value={password}
          onChange={setPassword}
          type="password"
          help={t("first.password_help")}
          required
          autocomplete="new-password"
        />
        <Input
          label={t("first.password_again")}
          value={again}
          onChange={setAgain}
          type="password"
          required
          autocomplete="new-password"
        />
        {problem === null ? null : <Notice mood="bad">{problem}</Notice>}
        <Submit busy={busy}>{t("first.go")}</Submit>
      </Form>
      <LanguageChoice />
    </main>
  );
}
