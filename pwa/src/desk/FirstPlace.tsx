import { useState } from "preact/hooks";
import { putRecord, type Place, type Status } from "../api";
import { t } from "../messages";
import { Form, Input, Notice, Select, Submit } from "../ui";
import { todayHere } from "../sheets/format";
import { useAct } from "../sheets/load";
import { NameAndCode, useNamed } from "./NamedCode";

const KINDS = ["field", "block", "greenhouse", "packing_line", "cooler", "store"] as const;
const GROWS: readonly string[] = ["field", "block", "greenhouse"];
const STATUSES = ["organic", "transitional", "nonorganic"] as const;

/** A place with what the first harvest needs of it; the rest is asked on its own page. */
export function FirstPlace({ all, onDone }: { all: Place[]; onDone: (name: string) => void }) {
  const named = useNamed(all);
  const [kind, setKind] = useState<string>(all.length === 0 ? "block" : "packing_line");
  const [status, setStatus] = useState<Status>("organic");
  const [since, setSince] = useState(todayHere());
  const [area, setArea] = useState({ value: "", unit: "acre" });
  const { busy, problem, act } = useAct();
  const grows = GROWS.includes(kind);
  const save = async (): Promise<void> => {
    await putRecord("places", {
      code: named.code,
      name: named.name,
      kind,
      parent: null,
      area: grows && area.value !== "" ? area : null,
      status: grows ? [{ from: since, status }] : [],
    });
    onDone(named.name);
  };
  return (
    <Form onSubmit={() => act(save)}>
      {problem === null ? null : <Notice mood="bad">{problem}</Notice>}
      <NameAndCode of={named} help={t("start.place_name_help")} />
      <Select
        label={t("col.kind")}
        value={kind}
        onChange={setKind}
        choices={KINDS.map((one) => ({ value: one, label: t(`placekind.${one}`) }))}
      />
      {grows ? (
        <>
          <div class="form inline">
            <Select
              label={t("col.status")}
              value={status}
              onChange={(one) => setStatus(one as Status)}
              choices={STATUSES.map((one) => ({ value: one, label: t(`status.${one}`) }))}
            />
            <Input label={t("start.since")} type="date" value={since} onChange={setSince} required />
          </div>
          <p class="help">{t("start.since_help")}</p>
          <div class="form inline">
            <Input
              label={t("start.area")}
              value={area.value}
              onChange={(value) => setArea({ ...area, value })}
              numeric
            />
            <Select
              label={t("field.unit")}
              value={area.unit}
              onChange={(unit) => setArea({ ...area, unit })}
              choices={["acre", "ha", "m2"].map((unit) => ({ value: unit, label: unit }))}
            />
          </div>
        </>
      ) : null}
      <Submit busy={busy}>{t("start.places_save")}</Submit>
    </Form>
  );
}
