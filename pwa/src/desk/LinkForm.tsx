import { useState } from "preact/hooks";
import { makeLink, type InspectionLink, type Part } from "../api";
import { t } from "../messages";
import { useAct } from "../sheets/load";
import { Form, Input, Notice, Submit } from "../ui";
import { Checks } from "./Checks";

export const PARTS: Part[] = ["balance", "trace", "sales", "records"];
const MORE = ["amounts", "standing"] as const;

/** What a new link opens, for how long, and with which passcode. */
export function LinkForm({ onMade }: { onMade: (link: InspectionLink & { url: string }) => void }) {
  const [days, setDays] = useState("30");
  const [passcode, setPasscode] = useState("");
  const [note, setNote] = useState("");
  const [parts, setParts] = useState<string[]>(PARTS);
  const [more, setMore] = useState<string[]>([]);
  const { busy, problem, act } = useAct();
  const standing = more.includes("standing");
  const make = (): void =>
    act(async () => {
      if (parts.length === 0) throw t("links.no_part");
      const wanted = {
        days: Number(days),
        passcode: passcode === "" ? null : passcode,
        parts: PARTS.filter((part) => parts.includes(part)),
        amounts: more.includes("amounts"),
        standing,
        note: note.trim() === "" ? null : note.trim(),
      };
      onMade(await makeLink(wanted));
    });
  return (
    <section class="card">
      <h2>{t("links.new")}</h2>
      <Form onSubmit={make}>
        <Input
          label={t(standing ? "links.days_standing" : "links.days")}
          value={days}
          onChange={setDays}
          type="number"
          help={t("links.days_help")}
          required
        />
        <Input label={t("links.note")} value={note} onChange={setNote} />
        <Input label={t("links.passcode")} value={passcode} onChange={setPasscode} help={t("links.passcode_help")} />
        <Checks
          title={t("links.parts")}
          choices={PARTS.map((part) => ({ value: part, label: t(`links.part.${part}` as "links.part.balance") }))}
          chosen={parts}
          onChange={setParts}
        />
        <Checks
          title={t("links.more")}
          choices={MORE.map((one) => ({ value: one, label: t(`links.${one}`) }))}
          chosen={more}
          onChange={setMore}
        />
        {problem === null ? null : <Notice mood="bad">{problem}</Notice>}
        <Submit busy={busy}>{t("links.make")}</Submit>
      </Form>
    </section>
  );
}
