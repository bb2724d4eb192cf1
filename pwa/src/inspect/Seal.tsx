import { useEffect, useState } from "preact/hooks";
import { report, type ReportFormat, type Sealed } from "../api";
import { saveFile } from "../device";
import { sha256Hex } from "../domain/jws";
import { dayAndClock, language, number, t } from "../messages";
import { useAct } from "../sheets/load";
import { personName } from "../sheets/names";
import { Button, Icon, Notice } from "../ui";

const FORMATS: ReportFormat[] = ["pdf", "xlsx", "csv", "json"];

/** By what an answer can be checked, and the buttons that take it away. */
export function Seal({ found }: { found: Sealed }) {
  const exercise = found.exercise;
  const { busy, problem, act } = useAct();
  const [making, setMaking] = useState<{ format: ReportFormat; bytes: number } | null>(null);
  const take = (format: ReportFormat): void =>
    act(async () => {
      setMaking({ format, bytes: 0 });
      const file = await report(exercise.id, format, language.value, (bytes) => setMaking({ format, bytes }));
      saveFile(`lotbook-${exercise.kind}-${exercise.number}.${format}`, file);
    });
  return (
    <section class="seal" aria-label={t("seal.title")}>
      <h2>{t("seal.title")}</h2>
      <dl class="facts">
        <dt>{t("seal.exercise")}</dt>
        <dd>
          {exercise.number} · {dayAndClock(exercise.at)}
          {exercise.by === null ? "" : ` · ${personName(exercise.by)}`}
          {exercise.link ? ` · ${t("inspect.link", { link: exercise.link })}` : ""}
        </dd>
        <dt>{t("seal.as_of")}</dt>
        <dd>{t("balance.as_of", { seq: exercise.as_of.seq, rules: exercise.as_of.rules })}</dd>
        <dt>SHA-256</dt>
        <dd>
          <code class="hash">{exercise.result}</code> <Checked found={found} />
        </dd>
      </dl>
      <div class="row takes" role="group" aria-label={t("seal.take")} aria-busy={busy}>
        {FORMATS.map((format) => (
          <Button key={format} disabled={busy} onPress={() => take(format)}>
            {format.toUpperCase()}
          </Button>
        ))}
        <Button onPress={() => print()}>{t("seal.print")}</Button>
        {busy && making !== null ? (
          <span role="status">
            {making.bytes === 0
              ? t("seal.making")
              : t("seal.coming", { format: making.format.toUpperCase(), kb: number(Math.ceil(making.bytes / 1024)) })}
          </span>
        ) : null}
      </div>
      <p class="hint screen-only">{t("seal.noted")}</p>
      {problem === null ? null : <Notice mood="bad">{problem}</Notice>}
    </section>
  );
}

/** The hash of what is shown here, made by this browser from the bytes that came. */
function Checked({ found }: { found: Sealed }) {
  const [same, setSame] = useState<boolean | null>(null);
  useEffect(() => {
    if (!isSecureContext) return;
    sha256Hex(found.bytes).then(
      (made) => setSame(made === found.exercise.result),
      () => setSame(null),
    );
  }, [found.exercise.id]);
  if (same === null) return null;
  return (
    <span class={`mark ${same ? "ok" : "bad"}`}>
      <Icon name={same ? "ok" : "bad"} /> {t(same ? "seal.checked" : "seal.not_checked")}
    </span>
  );
}
