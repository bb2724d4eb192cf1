import { report, type Exercise, type ReportFormat } from "../api";
import { saveFile } from "../device";
import { dayAndClock, language, t } from "../messages";
import { useAct } from "../sheets/load";
import { Button, Notice } from "../ui";

const FORMATS: ReportFormat[] = ["pdf", "xlsx", "csv", "json"];

/** By what an answer can be checked, and the buttons that take it away. */
export function Seal({ exercise }: { exercise: Exercise }) {
  const { busy, problem, act } = useAct();
  const take = (format: ReportFormat): void =>
    act(async () => {
      const file = await report(exercise.id, format, language.value);
      saveFile(`lotbook-${exercise.kind}-${exercise.number}.${format}`, file);
    });
  return (
    <section class="seal" aria-label={t("seal.title")}>
      <dl class="facts">
        <dt>{t("seal.exercise")}</dt>
        <dd>
          {exercise.number} · {dayAndClock(exercise.at)}
          {exercise.by === null ? "" : ` · ${exercise.by}`}
        </dd>
        <dt>{t("seal.as_of")}</dt>
        <dd>{t("balance.as_of", { seq: exercise.as_of.seq, rules: exercise.as_of.rules })}</dd>
        <dt>SHA-256</dt>
        <dd>
          <code class="hash">{exercise.result}</code>
        </dd>
      </dl>
      <div class="row takes" role="group" aria-label={t("seal.take")} aria-busy={busy}>
        {FORMATS.map((format) => (
          <Button key={format} disabled={busy} onPress={() => take(format)}>
            {format.toUpperCase()}
          </Button>
        ))}
        {busy ? <span role="status">{t("seal.making")}</span> : null}
      </div>
      {problem === null ? null : <Notice mood="bad">{problem}</Notice>}
    </section>
  );
}
