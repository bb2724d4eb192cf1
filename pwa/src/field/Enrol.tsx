import { useEffect, useState } from "preact/hooks";
import { enrolPhone, NetworkFailure, Refusal } from "../api";
import { abilities, keepStorage, makeKeys, needsHomeScreen, publicJwk, selfTest } from "../device";
import { readLabel } from "../domain/labels";
import { t, words } from "../messages";
import { at, go } from "../paths";
import { become, device } from "../store/phone";
import { Form, Input, Notice, Submit } from "../ui";
import { enrolmentCode } from "./scanned";
import { HomeScreen } from "./HomeScreen";
import { Insecure } from "./Insecure";
import { Viewfinder } from "./Viewfinder";

const nobody = { places: () => false, people: () => false };
type Made = Awaited<ReturnType<typeof makeKeys>> & { id?: string };
let attempt: { code: string; made: Made } | null = null;

/** Who this phone was at the operation of a code, if its key still works: then it stays who it was. */
async function before(code: string): Promise<Made | null> {
  const me = device.value;
  if (me === null || !code.toLowerCase().startsWith(`${me.operation.toLowerCase()}.`)) return null;
  if ((await selfTest(me.keys).catch(() => "keys")) !== null) return null;
  return { id: me.id, keys: me.keys, jwk: await publicJwk(me.keys) };
}

/** Enrol this phone: scan the code that the office shows, name the phone, done. */
export function Enrol() {
  const [name, setName] = useState("");
  const [typed, setTyped] = useState("");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const can = abilities();
  const code = enrolmentCode.value;
  useEffect(() => {
    void keepStorage();
  }, []);
  if (!can.secure) return <Insecure />;
  const missing = (["keys", "storage", "locks"] as const).filter((one) => !can[one]);
  if (missing.length > 0)
    return (
      <main class="page">
        <Notice mood="bad">{t("enrol.cannot")}</Notice>
      </main>
    );

  if (needsHomeScreen())
    return (
      <main class="page">
        <h1>{t("enrol.title")}</h1>
        <HomeScreen />
      </main>
    );

  const scanned = (text: string): void => {
    const label = readLabel(text, null, nobody);
    if (label.kind === "enrolment") enrolmentCode.value = label.code;
    else setProblem(t("enrol.not_a_code"));
  };
  const enrol = async (): Promise<void> => {
    const given = code ?? typed.trim().toUpperCase();
    if (busy || given === "") return;
    setBusy(true);
    setProblem(null);
    try {
      // A lost reply is asked for again with the same key; another key would be refused.
      attempt = attempt?.code === given ? attempt : { code: given, made: (await before(given)) ?? (await makeKeys()) };
      const { keys, jwk, id } = attempt.made;
      const failed = await selfTest(keys);
      if (failed !== null) return setProblem(t(`enrol.failed_${failed}`));
      const reply = await enrolPhone({
        code: given,
        name: name.trim() || t("enrol.phone"),
        jwk,
        selftest: { ...can },
        device: id ?? null,
      });
      const { code: operation, name: operation_name, mass_unit } = reply.operation;
      await become({
        id: reply.device,
        token: reply.token,
        name: name.trim(),
        operation,
        operation_name: operation_name ?? operation,
        mass_unit,
        epoch: reply.epoch,
        keys,
        enrolled_at: Date.now(),
      });
      enrolmentCode.value = null;
      dispatchEvent(new Event("lotbook-send"));
      go(at.home, true);
    } catch (cause) {
      if (cause instanceof Refusal) enrolmentCode.value = null;
      setProblem(
        cause instanceof Refusal
          ? words("refusal", cause.code, cause.message)
          : t(cause instanceof NetworkFailure ? "trouble.network" : "enrol.cannot"),
      );
    } finally {
      setBusy(false);
    }
  };

  return (
    <main class="page">
      <h1>{t("enrol.title")}</h1>
      {problem === null ? null : <Notice mood="bad">{problem}</Notice>}
      {code === null ? (
        <>
          <p>{t("enrol.how")}</p>
          <Viewfinder onText={scanned} alone />
        </>
      ) : (
        <Notice mood="ok">{t("enrol.code_read")}</Notice>
      )}
      <Form onSubmit={() => void enrol()}>
        {code === null ? (
          <Input label={t("enrol.code")} value={typed} onChange={setTyped} help={t("enrol.code_help")} capitals />
        ) : null}
        <Input label={t("enrol.name")} value={name} onChange={setName} help={t("enrol.name_help")} />
        <Submit busy={busy}>{t("enrol.go")}</Submit>
      </Form>
    </main>
  );
}
