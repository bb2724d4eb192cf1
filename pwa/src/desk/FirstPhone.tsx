import { useEffect, useState } from "preact/hooks";
import { newEnrolment, type Enrolment, type Phone } from "../api";
import { clock, t } from "../messages";
import { Button, Notice, Select } from "../ui";
import { session, useAct } from "../sheets/load";
import { Qr } from "../sheets/Qr";

const ROLES = ["crew", "packer", "office"] as const;
const LOOK_MS = 3_000;

/** The code that lets the first phone in; the page notices by itself when it is. */
export function FirstPhone({ all, look }: { all: Phone[]; look: () => void }) {
  const [role, setRole] = useState("packer");
  const [code, setCode] = useState<Enrolment | null>(null);
  const [before, setBefore] = useState(all.length);
  const { busy, problem, act } = useAct();
  const secure = session.value?.secure !== false;
  const arrived = code !== null && all.length > before;
  useEffect(() => {
    if (code === null || arrived) return;
    const timer = setInterval(look, LOOK_MS);
    return () => clearInterval(timer);
  }, [code, arrived]);
  const make = async (): Promise<void> => {
    setBefore(all.length);
    setCode(await newEnrolment(role));
  };
  return (
    <>
      {problem === null ? null : <Notice mood="bad">{problem}</Notice>}
      {secure ? null : <Notice mood="warn">{t("phones.insecure", { url: session.value?.public_url ?? "" })}</Notice>}
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
      {arrived ? (
        <Notice mood="ok">{t("start.phone_in", { name: all.at(-1)?.name ?? "" })}</Notice>
      ) : code === null ? null : (
        <div class="enrolment">
          <Qr text={code.url} label={t("phones.scan_this")} />
          <div>
            <p>{t("phones.scan_this")}</p>
            <p>
              <code>{code.code}</code>
            </p>
            <p>{t("phones.until", { time: clock(Date.parse(code.expires_at)) })}</p>
            <p>
              <a href={code.url}>{t("start.this_phone")}</a>
            </p>
          </div>
        </div>
      )}
    </>
  );
}
