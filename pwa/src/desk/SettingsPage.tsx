import { useState } from "preact/hooks";
import { operation, putOperation, type Operation } from "../api";
import { t } from "../messages";
import { at } from "../paths";
import { Form, Input, Notice, Submit } from "../ui";
import { useAct, useLoad } from "../sheets/load";
import { Head, Link } from "../sheets/parts";
import { ContactFields } from "./ContactFields";
import { History } from "./History";
import { LotCodes } from "./LotCodes";
import { TilesForm } from "./map/TilesForm";

const PUBLIC = ["product", "grower", "harvested", "status"] as const;

/** What the operation is called, what it shows to whom, and how its phones name lots. */
export function SettingsPage() {
  const page = useLoad(operation, "operation");
  return (
    <>
      <Head title={t("nav.settings")} what={t("settings.what")} loaded={page} />
      {page.data === null ? null : (
        <>
          <Settings of={page.data} onSaved={page.again} />
          <LotCodes of={page.data} onSaved={page.again} />
          <TilesForm of={page.data} onSaved={page.again} />
          <p>
            <Link to={at.start()}>{t("start.again")}</Link> · <Link to={at.sample}>{t("sample.title")}</Link>
          </p>
          <History of="operation" code={page.data.code} seq={page.data.seq} />
        </>
      )}
    </>
  );
}

function Settings({ of, onSaved }: { of: Operation; onSaved: () => void }) {
  const [changed, setChanged] = useState<Partial<Operation>>({});
  const [saved, setSaved] = useState(false);
  const { busy, problem, act } = useAct();
  const now = { ...of, ...changed };
  const change = (more: Partial<Operation>): void => {
    setSaved(false);
    setChanged({ ...changed, ...more });
  };
  const shown = new Set(now.public_page ?? []);
  const toggle = (part: string): void => {
    const next = new Set(shown);
    if (!next.delete(part)) next.add(part);
    change({ public_page: PUBLIC.filter((one) => next.has(one)) });
  };
  const save = async (): Promise<void> => {
    await putOperation(now);
    setChanged({});
    setSaved(true);
    onSaved();
  };
  return (
    <section class="card record">
      <h2>{t("settings.operation")}</h2>
      {problem === null ? null : <Notice mood="bad">{problem}</Notice>}
      {saved ? <Notice mood="ok">{t("settings.saved")}</Notice> : null}
      <Form onSubmit={() => act(save)}>
        <Input label={t("field.name")} value={now.name} onChange={(name) => change({ name })} required />
        <Input
          label={t("settings.certifier")}
          value={now.certifier ?? ""}
          onChange={(certifier) => change({ certifier: certifier === "" ? null : certifier })}
        />
        <Input
          label={t("settings.certificate")}
          value={now.certificate ?? ""}
          onChange={(certificate) => change({ certificate: certificate === "" ? null : certificate })}
        />
        <Input
          label={t("settings.gs1")}
          value={now.gs1_prefix ?? ""}
          onChange={(prefix) => change({ gs1_prefix: prefix.trim() === "" ? null : prefix.trim() })}
          help={t("settings.gs1_help")}
          numeric
        />
        <ContactFields of={now.contact} onChange={(contact) => change({ contact: contact ?? null })} />
        <fieldset class="checks">
          <legend>{t("settings.public")}</legend>
          {PUBLIC.map((part) => (
            <label key={part}>
              <input type="checkbox" checked={shown.has(part)} onChange={() => toggle(part)} />{" "}
              {t(`settings.public_${part}`)}
            </label>
          ))}
        </fieldset>
        <fieldset class="checks">
          <legend>{t("settings.yields")}</legend>
          <label>
            <input
              type="checkbox"
              checked={now.yields_by_person === true}
              onChange={() => change({ yields_by_person: now.yields_by_person !== true })}
            />{" "}
            {t("settings.by_person")}
          </label>
        </fieldset>
        <Submit busy={busy}>{t("save")}</Submit>
      </Form>
    </section>
  );
}
