import { useState } from "preact/hooks";
import { renamePhone, type Phone } from "../api";
import { t } from "../messages";
import { at, go } from "../paths";
import { Button, Form, Input, Notice, Submit } from "../ui";
import { useAct } from "../sheets/load";
import { Head } from "../sheets/parts";
import { History } from "./History";

/** One phone: what people call it, and its life since it was let in. It is shut out, and never retired. */
export function PhonePage({ phone, onChanged }: { phone: Phone; onChanged: () => void }) {
  const [name, setName] = useState(phone.name ?? "");
  const [turn, setTurn] = useState(0);
  const { busy, problem, act } = useAct();
  const rename = (): void =>
    act(async () => {
      await renamePhone(phone.code, name.trim());
      setTurn(turn + 1);
      onChanged();
    });
  return (
    <>
      <Head title={phone.name ?? phone.code} what={t("phones.one_what")} />
      <Button icon="back" quiet onPress={() => go(at.phones)}>
        {t("back")}
      </Button>
      {problem === null ? null : <Notice mood="bad">{problem}</Notice>}
      <Form onSubmit={rename}>
        <Input label={t("field.name")} value={name} onChange={setName} required />
        <Submit busy={busy}>{t("save")}</Submit>
      </Form>
      <History of="devices" code={phone.code} seq={turn} />
    </>
  );
}
