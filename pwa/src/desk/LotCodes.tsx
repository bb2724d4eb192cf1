import { useState } from "preact/hooks";
import { putOperation, type Operation } from "../api";
import { lotCode, PATTERNS, type Maker } from "../domain/lotcodes";
import { t } from "../messages";
import { Form, Input, Notice, Submit } from "../ui";
import { todayHere } from "../sheets/format";
import { useAct } from "../sheets/load";

const MAKERS = Object.keys(PATTERNS) as Maker[];
const GOOD = /^(?=.*\{yy\})(?=.*\{mmdd\})(?=.*\{device\})(?:[A-Z0-9-]|\{(?:yy|mmdd|place|product|device)\})+$/;

/** How phones name the lots that they make: without asking anybody, and never two alike. */
export function LotCodes({ of, onSaved }: { of: Operation; onSaved: () => void }) {
  const [typed, setTyped] = useState<Record<string, string>>({});
  const [saved, setSaved] = useState(false);
  const { busy, problem, act } = useAct();
  const pattern = (maker: Maker): string => typed[maker] ?? of.lot_codes?.[maker] ?? PATTERNS[maker];
  const wrong = MAKERS.filter((maker) => !GOOD.test(pattern(maker)));
  const save = async (): Promise<void> => {
    const lot_codes = Object.fromEntries(MAKERS.map((maker) => [maker, pattern(maker)]));
    await putOperation({ ...of, lot_codes });
    setSaved(true);
    onSaved();
  };
  return (
    <section class="card">
      <h2>{t("lotcodes.title")}</h2>
      <p>{t("lotcodes.what")}</p>
      {problem === null ? null : <Notice mood="bad">{problem}</Notice>}
      {saved ? <Notice mood="ok">{t("lotcodes.saved")}</Notice> : null}
      <Form onSubmit={() => wrong.length === 0 && act(save)}>
        {MAKERS.map((maker) => (
          <Input
            key={maker}
            label={t(`lotcodes.${maker}`)}
            value={pattern(maker)}
            onChange={(value) => {
              setSaved(false);
              setTyped({ ...typed, [maker]: value });
            }}
            error={wrong.includes(maker) ? t("lotcodes.wrong") : undefined}
            help={t("lotcodes.example", { code: example(pattern(maker)) })}
          />
        ))}
        <Submit busy={busy}>{t("save")}</Submit>
      </Form>
    </section>
  );
}

const example = (pattern: string): string =>
  lotCode(pattern, { date: todayHere(), place: "B4", product: "APL-BIN", device: "d1" }, () => false);
