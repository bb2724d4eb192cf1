import type { BalanceAnswer } from "../api";
import { dayBefore } from "../domain/clock";
import { dayText, t } from "../messages";
import { mass } from "../sheets/format";
import { StatementSheet } from "../sheets/StatementSheet";
import { BalanceChecks } from "./BalanceChecks";
import { CountForm } from "./CountForm";
import { formulaOf } from "./formula";
import { LineEvents } from "./LineEvents";

/** A mass balance for an inspector: the ledger, the formula with its numbers, what bounds it, and the checks. */
export function BalanceSheet({
  answer,
  query,
  onCounted,
}: {
  answer: BalanceAnswer;
  query: Record<string, unknown>;
  onCounted: (change?: Record<string, unknown>) => void;
}) {
  const asked = Object.fromEntries(
    Object.entries(query).flatMap(([name, value]) => (name === "began" ? [] : [[name, String(value)]])),
  );
  return (
    <>
      <p class="hint">{t(`meaning.${answer.verdict}`)}</p>
      <StatementSheet
        statement={answer}
        inside={(account) => (
          <LineEvents
            asked={asked}
            account={account}
            line={answer.lines.find((one) => one.account === account)?.mass_mg ?? 0}
          />
        )}
      />
      <FormulaShown answer={answer} />
      <Bounds answer={answer} />
      <CountForm to={answer.to} onCounted={onCounted} />
      <BalanceChecks answer={answer} />
    </>
  );
}

function FormulaShown({ answer }: { answer: BalanceAnswer }) {
  const formula = formulaOf(answer);
  const unit = answer.mass_unit;
  const parts = [
    ["formula.beginning", formula.beginning, ""],
    ["formula.incoming", formula.incoming, "+"],
    ["formula.ending", formula.ending, "−"],
    ["formula.outgoing", formula.outgoing, "="],
  ] as const;
  return (
    <section>
      <h2>{t("formula.title")}</h2>
      <dl class="formula">
        {parts.map(([key, mg, sign]) => (
          <div key={key}>
            <dt>{t(key)}</dt>
            <dd>
              <span>{sign}</span> {mass(mg, unit)}
            </dd>
          </div>
        ))}
      </dl>
      <p class="hint">
        {t(formula.lines === formula.outgoing ? "formula.agrees" : "formula.differs", {
          lines: mass(formula.lines, unit),
        })}
      </p>
    </section>
  );
}

/** Which count bounds each end, or that none does: the formula is worth as much as its ends. */
function Bounds({ answer }: { answer: BalanceAnswer }) {
  const end = (title: string, counted: { on: string; mass_mg: number } | null, day: string, missing: string) => (
    <>
      <dt>{title}</dt>
      <dd>
        {counted === null
          ? missing
          : t(counted.on === day ? "bounds.counted" : "bounds.carried", {
              day: dayText(counted.on),
              mass: mass(counted.mass_mg, answer.mass_unit),
            })}
      </dd>
    </>
  );
  return (
    <section>
      <h2>{t("bounds.title")}</h2>
      <dl class="facts">
        {end(t("bounds.opening"), answer.counted.opening, dayBefore(answer.from), t("bounds.no_opening"))}
        {end(t("bounds.closing"), answer.counted.closing, answer.to, t("bounds.no_closing"))}
      </dl>
    </section>
  );
}
