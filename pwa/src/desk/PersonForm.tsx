import { useState } from "preact/hooks";
import { codeSheet, putRecord, setPassword, type Person } from "../api";
import { saveFile } from "../device";
import { t } from "../messages";
import { Button, Form, Input, Notice, Submit } from "../ui";
import { Checks } from "./Checks";
import { useAct } from "../sheets/load";

const ROLES = ["crew", "packer", "office", "owner", "inspector"] as const;

export function PersonForm({ person, onDone }: { person: Person | null; onDone: () => void }) {
  const [form, setForm] = useState<Person>(person ?? { code: "", name: "", roles: ["crew"] });
  const [word, setWord] = useState("");
  const [changed, setChanged] = useState(false);
  const { busy, problem, act } = useAct();
  const secret = (): void =>
    act(async () => {
      await setPassword(form.code, word);
      setWord("");
      setChanged(true);
    });
  const badge = async (): Promise<void> => saveFile("badge.pdf", await codeSheet("badges", [form.code], "letter"));
  return (
    <>
      {problem === null ? null : <Notice mood="bad">{problem}</Notice>}
      <Form onSubmit={() => act(() => putRecord("people", form).then(onDone))}>
        <Input
          label={t("field.name")}
          value={form.name ?? ""}
          onChange={(name) => setForm({ ...form, name })}
          help={t("person.name_help")}
          required
        />
        <Input
          label={t("field.code")}
          value={form.code}
          onChange={(code) => setForm({ ...form, code })}
          readonly={person !== null}
          help={t("person.code_help")}
          required
        />
        <Checks
          title={t("field.roles")}
          choices={ROLES.map((one) => ({ value: one, label: t(`role.${one}`) }))}
          chosen={form.roles ?? []}
          onChange={(roles) => setForm({ ...form, roles })}
        />
        <Submit busy={busy}>{t("save")}</Submit>
      </Form>
      {person === null || person.retired === true ? null : (
        <section class="card">
          <h2>{t("person.badge")}</h2>
          <p>{t("person.badge_what")}</p>
          <Button disabled={busy} onPress={() => act(badge)}>
            {t("person.badge_print")}
          </Button>
        </section>
      )}
      {person === null ? null : (
        <section class="card">
          <h2>{t("person.password")}</h2>
          <p>{t("person.password_what")}</p>
          {changed ? <Notice mood="ok">{t("person.password_set")}</Notice> : null}
          <Form onSubmit={secret} inline>
            <Input
              label={t("signin.password")}
              type="password"
              value={word}
              onChange={setWord}
              required
              autocomplete="new-password"
            />
            <Submit busy={busy}>{t("save")}</Submit>
          </Form>
        </section>
      )}
    </>
  );
}
