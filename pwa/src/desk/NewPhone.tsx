import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { newEnrolment, type Enrolment } from "../api";
import { clock, t } from "../messages";
import { Button, Notice, Select } from "../ui";
import { session, useAct } from "../sheets/load";
import { Qr } from "../sheets/Qr";

const ROLES = ["crew", "packer", "office"] as const;

interface NewPhoneProps {
  first: (typeof ROLES)[number];
  onMake?: () => void;
  /** What stands in the place of the code once it was used. */
  used?: ComponentChildren;
  /** What else can be done with the code. */
  children: (code: Enrolment) => ComponentChildren;
}

/** The code that lets a phone in, to be scanned or typed on it, for the role that is chosen. */
export function NewPhone({ first, onMake, used, children }: NewPhoneProps) {
  const [role, setRole] = useState<string>(first);
  const [code, setCode] = useState<Enrolment | null>(null);
  const { busy, problem, act } = useAct();
  const make = async (): Promise<void> => {
    onMake?.();
    setCode(await newEnrolment(role));
  };
  return (
    <>
      {problem === null ? null : <Notice mood="bad">{problem}</Notice>}
      {session.value?.secure !== false ? null : (
        <Notice mood="warn">{t("phones.insecure", { url: session.value?.public_url ?? "" })}</Notice>
      )}
      <div class="form inline">
        <Select
          label={t("phones.role")}
          value={role}
          onChange={setRole}
          choices={ROLES.map((one) => ({ value: one, label: t(`role.${one}`) }))}
        />
        <Button main disabled={busy} onPress={() => act(make)}>
          {t("phones.make_code")}
        </Button>
      </div>
      <p class="help">{t("phones.role_help")}</p>
      {used ??
        (code === null ? null : (
          <div class="enrolment">
            <Qr text={code.url} label={t("phones.scan_this")} />
            <div>
              <p>{t("phones.scan_this")}</p>
              <p>
                <code>{code.code}</code>
              </p>
              <p>{t("phones.until", { time: clock(Date.parse(code.expires_at)) })}</p>
              {children(code)}
            </div>
          </div>
        ))}
    </>
  );
}
