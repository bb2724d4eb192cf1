import { useState } from "preact/hooks";
import { putRecord, type Person } from "../api";
import { nextCode } from "../domain/suggest";
import { t } from "../messages";
import { Form, Input, Notice, Select, Submit } from "../ui";
import { useAct } from "../sheets/load";

const ROLES = ["crew", "packer", "office"] as const;

/** Somebody who works here; badges and passwords are on the pages of people and labels. */
export function FirstPerson({ all, onDone }: { all: Person[]; onDone: (name: string) => void }) {
  const [name, setName] = useState("");
  const [typed, setTyped] = useState<string | null>(null);
  const [role, setRole] = useState<(typeof ROLES)[number]>("crew");
  const { busy, problem, act } = useAct();
  const code =
    typed ??
    nextCode(
      "c",
      all.map((one) => one.code),
    );
  const save = async (): Promise<void> => {
    await putRecord("people", { code, name, roles: [role] });
    onDone(name);
  };
  return (
    <Form onSubmit={() => act(save)}>
      {problem === null ? null : <Notice mood="bad">{problem}</Notice>}
      <Input label={t("field.name")} value={name} onChange={setName} help={t("person.name_help")} required />
      <Input label={t("field.code")} value={code} onChange={setTyped} help={t("start.person_code_help")} required />
      <Select
        label={t("start.does")}
        value={role}
        onChange={(one) => setRole(ROLES.find((known) => known === one) ?? "crew")}
        choices={ROLES.map((one) => ({ value: one, label: t(`start.does_${one}`) }))}
      />
      <Submit busy={busy}>{t("start.people_save")}</Submit>
    </Form>
  );
}
