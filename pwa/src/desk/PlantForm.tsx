import { useState } from "preact/hooks";
import { record, registry, type Place } from "../api";
import { atWithOffset, momentIn } from "../domain/clock";
import { newId } from "../domain/ids";
import { t } from "../messages";
import { Form, Input, Notice, Select, Submit } from "../ui";
import { todayHere } from "../sheets/format";
import { operation, session, useAct, useLoad } from "../sheets/load";

/** Say what stands in a field, so that a harvest from it traces back to it. */
export function PlantForm({ place }: { place: Place }) {
  const products = useLoad(() => registry("products"), "products");
  const plantings = (products.data ?? []).filter((one) => one.stage === "planting" && one.retired !== true);
  const [product, setProduct] = useState("");
  const [lot, setLot] = useState(`PL-${place.code}`);
  const [date, setDate] = useState(todayHere());
  const [area, setArea] = useState(place.area?.value ?? "");
  const [done, setDone] = useState(false);
  const { busy, problem, act } = useAct();
  const submit = (): void =>
    act(async () => {
      setDone(false);
      const at =
        date === todayHere() ? atWithOffset(Date.now()) : momentIn(operation()?.timezone ?? "UTC", `${date}T12:00`);
      const event = {
        id: newId(Date.now()),
        kind: "plant",
        v: 1,
        at,
        by: session.value?.person.code,
        place: place.code,
        lot: lot.trim(),
        product: product || plantings[0]?.code,
        area: { value: area, unit: place.area?.unit ?? "acre" },
        uses: [],
      };
      const [result] = await record([event]);
      if (result === undefined || result.status === "quarantined")
        throw new Error(result?.problem?.detail ?? result?.reason ?? "");
      setDone(true);
    });
  return (
    <section class="card">
      <h2>{t("plant.title")}</h2>
      <p>{t("plant.what")}</p>
      {problem === null ? null : <Notice mood="bad">{problem}</Notice>}
      {done ? <Notice mood="ok">{t("plant.done", { lot })}</Notice> : null}
      {plantings.length === 0 ? (
        <p class="empty">{t("plant.no_products")}</p>
      ) : (
        <Form onSubmit={submit} inline>
          <Select
            label={t("col.product")}
            value={product || (plantings[0]?.code ?? "")}
            onChange={setProduct}
            choices={plantings.map((one) => ({ value: one.code, label: one.name }))}
          />
          <Input label={t("plant.lot")} value={lot} onChange={(code) => setLot(code.toUpperCase())} required capitals />
          <Input label={t("plant.on")} type="date" value={date} onChange={setDate} required />
          <Input
            label={`${t("field.area")} (${place.area?.unit ?? "acre"})`}
            value={area}
            onChange={setArea}
            required
          />
          <Submit busy={busy}>{t("plant.go")}</Submit>
        </Form>
      )}
    </section>
  );
}
