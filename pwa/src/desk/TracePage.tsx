import { useState } from "preact/hooks";
import { trace, type Trace } from "../api";
import { t } from "../messages";
import { at, go } from "../paths";
import { TraceSheet } from "../sheets/TraceSheet";
import { Form, Input, Select, Submit } from "../ui";
import { useLoad } from "../sheets/load";
import { Head } from "../sheets/parts";

type Direction = "back" | "forward";

/** Back to the fields, seeds and suppliers; forward to every customer. */
export function TracePage({ query }: { query: URLSearchParams }) {
  const lot = query.get("lot");
  const asked: Direction = query.get("direction") === "forward" ? "forward" : "back";
  const [typed, setTyped] = useState(lot ?? "");
  const [direction, setDirection] = useState<string>(asked);
  const page = useLoad<Trace | null>(async () => (lot === null ? null : trace(asked, lot)), `${asked} ${lot}`);
  return (
    <>
      <Head title={t("nav.trace")} what={t("trace.what")} loaded={page} />
      <Form onSubmit={() => go(at.traceOf(direction === "forward" ? "forward" : "back", typed.trim()))} inline>
        <Input label={t("col.lot")} value={typed} onChange={setTyped} type="search" required capitals />
        <Select
          label={t("trace.direction")}
          value={direction}
          onChange={setDirection}
          choices={(["back", "forward"] as const).map((one) => ({ value: one, label: t(`trace.${one}`) }))}
        />
        <Submit busy={lot !== null && page.busy}>{t("trace.go")}</Submit>
      </Form>
      {page.data === null ? (
        lot === null ? (
          <p class="empty">{t("trace.empty")}</p>
        ) : null
      ) : (
        <TraceSheet trace={page.data} />
      )}
    </>
  );
}
