import { useState } from "preact/hooks";
import { putRecord, type Place, type Status } from "../api";
import { t } from "../messages";
import { Form, Input, Notice, Select, Submit } from "../ui";
import { ContactFields } from "./ContactFields";
import { From, Rows } from "./Dated";
import { CodeInput } from "./NamedCode";
import { todayHere } from "../sheets/format";
import { useAct } from "../sheets/load";
import { PlantForm } from "./PlantForm";

const KINDS = ["field", "block", "bed", "greenhouse", "cooler", "packing_line", "store", "dock", "elsewhere"] as const;
const STATUSES = ["organic", "transitional", "nonorganic"] as const;

const freshStatus = (): { from: string; status: Status } => ({ from: todayHere(), status: "organic" });

export function PlaceForm({ place, all, onDone }: { place: Place | null; all: Place[]; onDone: () => void }) {
  const [form, setForm] = useState<Place>(
    place ?? {
      code: "",
      name: "",
      kind: "field",
      parent: null,
      area: null,
      status: [{ from: todayHere(), status: "organic" }],
    },
  );
  const { busy, problem, act } = useAct();
  const grows = ["field", "block", "bed", "greenhouse"].includes(form.kind);
  const area = form.area ?? { value: "", unit: "acre" };
  const submit = (): void =>
    act(() => putRecord("places", { ...form, area: area.value === "" ? null : area }).then(onDone));
  return (
    <>
      {problem === null ? null : <Notice mood="bad">{problem}</Notice>}
      <Form onSubmit={submit}>
        <Input label={t("field.name")} value={form.name} onChange={(name) => setForm({ ...form, name })} required />
        <CodeInput
          value={form.code}
          onChange={(code) => setForm({ ...form, code })}
          help={t("field.code_help")}
          kept={place !== null}
        />
        <Select
          label={t("col.kind")}
          value={form.kind}
          onChange={(kind) => setForm({ ...form, kind })}
          choices={KINDS.map((one) => ({ value: one, label: t(`placekind.${one}`) }))}
        />
        <Select
          label={t("field.parent")}
          value={form.parent ?? ""}
          onChange={(parent) => setForm({ ...form, parent: parent === "" ? null : parent })}
          choices={[
            { value: "", label: t("none") },
            ...all
              .filter((one) => one.code !== form.code && (one.retired !== true || one.code === form.parent))
              .map((one) => ({ value: one.code, label: one.name ?? one.code })),
          ]}
        />
        {grows ? (
          <div class="form inline">
            <Input
              label={t("field.area")}
              value={area.value}
              onChange={(value) => setForm({ ...form, area: { ...area, value } })}
            />
            <Select
              label={t("field.unit")}
              value={area.unit}
              onChange={(unit) => setForm({ ...form, area: { ...area, unit } })}
              choices={["acre", "ha", "m2"].map((unit) => ({ value: unit, label: unit }))}
            />
          </div>
        ) : null}
        <Rows
          title={t("place.status")}
          rows={form.status ?? []}
          fresh={freshStatus()}
          onChange={(status) => setForm({ ...form, status })}
          row={(value, change) => (
            <>
              <From of={value} onChange={change} />
              <Select
                label={t("col.status")}
                value={value.status}
                onChange={(status) => change({ ...value, status: status as Status })}
                choices={STATUSES.map((one) => ({ value: one, label: t(`status.${one}`) }))}
              />
            </>
          )}
        />
        {grows && !form.contact ? null : (
          <ContactFields of={form.contact} onChange={(contact) => setForm({ ...form, contact: contact ?? null })} />
        )}
        <Submit busy={busy}>{t("save")}</Submit>
      </Form>
      {place !== null && grows ? <PlantForm place={place} /> : null}
    </>
  );
}
