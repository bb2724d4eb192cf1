import { useState } from "preact/hooks";
import { putRecord, type Partner } from "../api";
import { t } from "../messages";
import { Form, Input, Notice, Submit } from "../ui";
import { CertificateFields } from "./Certificate";
import { Checks } from "./Checks";
import { ContactFields } from "./ContactFields";
import { useAct } from "../sheets/load";

const ROLES = ["customer", "supplier", "carrier"] as const;

export function PartnerForm({ partner, onDone }: { partner: Partner | null; onDone: () => void }) {
  const [form, setForm] = useState<Partner>(partner ?? { code: "", name: "", roles: ["customer"], certificate: null });
  const { busy, problem, act } = useAct();
  return (
    <>
      {problem === null ? null : <Notice mood="bad">{problem}</Notice>}
      <Form onSubmit={() => act(() => putRecord("partners", form).then(onDone))}>
        <Input label={t("field.name")} value={form.name} onChange={(name) => setForm({ ...form, name })} required />
        <Input
          label={t("field.code")}
          value={form.code}
          onChange={(code) => setForm({ ...form, code })}
          readonly={partner !== null}
          help={t("field.code_help")}
          required
        />
        <Checks
          title={t("field.roles")}
          choices={ROLES.map((one) => ({ value: one, label: t(`role.${one}`) }))}
          chosen={form.roles}
          onChange={(roles) => setForm({ ...form, roles })}
        />
        <ContactFields of={form.contact} onChange={(contact) => setForm({ ...form, contact: contact ?? null })} />
        <CertificateFields of={form} onChange={setForm} />
        <Submit busy={busy}>{t("save")}</Submit>
      </Form>
    </>
  );
}
