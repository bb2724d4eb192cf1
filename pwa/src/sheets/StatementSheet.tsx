import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { Counted, Reason, Statement } from "../api";
import { dayText, t, words } from "../messages";
import { at } from "../paths";
import { account, mass, share, units, values } from "./format";
import { Link, LotLink, Severity } from "./parts";

/** The kinds of event that write on an account, so that a line opens into them. */
const WRITTEN_BY: Record<string, string> = {
  declared: "open",
  harvested: "harvest",
  received: "receive",
  returned: "return",
  reclassified_in: "reclassify",
  reclassified_out: "reclassify",
  made: "pack",
  used: "pack,plant,apply",
  gain: "pack",
  loss: "pack",
  unaccounted: "pack",
  shipped: "ship",
  donated: "dispose",
  sampled: "dispose",
  wasted: "dispose",
  own_use: "dispose",
  shrink: "dispose",
  adjusted: "adjust",
};

/**
 * A statement as a ledger: opening, what came in, what went out, closing, counted. A line opens in the book, or
 * in its place into what `inside` gives for its account.
 */
export function StatementSheet({
  statement: page,
  inside,
}: {
  statement: Statement;
  inside?: (account: string) => ComponentChildren;
}) {
  const [shown, setShown] = useState<string | null>(null);
  const unit = page.mass_unit;
  const scope = Object.values(page.scope).filter(Boolean).join(" · ");
  const { lot, ...others } = page.scope;
  const scoped = lot ? { scope_lot: lot } : others;
  const opens = (name: string): string | null => {
    const kind = WRITTEN_BY[name.split(":")[0] ?? ""];
    return kind === undefined
      ? null
      : `${at.book}?${new URLSearchParams({ kind, from: page.from, to: page.to, ...scoped, account: name }).toString()}`;
  };
  return (
    <article class="statement">
      <header>
        <h2>
          {scope} <small>{t("balance.period", { from: dayText(page.from), to: dayText(page.to) })}</small>
        </h2>
        <p class={`verdict ${page.verdict}`}>
          <Severity of={page.verdict} />
        </p>
      </header>
      <Reasons reasons={page.reasons} />
      <div class="table" tabIndex={0} role="region" aria-label={t("nav.balance")}>
        <table class="ledger">
          <caption class="unseen">{t("nav.balance")}</caption>
          <thead>
            <tr>
              <th scope="col">{t("balance.account")}</th>
              <th scope="col" class="number">
                {unit}
              </th>
              <th scope="col" class="number">
                {t("col.units")}
              </th>
              <th scope="col" class="number">
                {t("balance.events")}
              </th>
            </tr>
          </thead>
          <tbody>
            {page.lines.flatMap((line) => {
              const to = opens(line.account);
              const open = shown === line.account;
              return [
                <tr
                  key={line.account}
                  class={line.account.startsWith("unaccounted") && line.mass_mg !== 0 ? "flagged" : ""}
                >
                  <th scope="row">
                    {to === null || (inside !== undefined && line.events === 0) ? (
                      account(line.account)
                    ) : inside === undefined ? (
                      <Link to={to}>{account(line.account)}</Link>
                    ) : (
                      <button
                        type="button"
                        class="opens"
                        aria-expanded={open}
                        onClick={() => setShown(open ? null : line.account)}
                      >
                        {account(line.account)}
                      </button>
                    )}
                  </th>
                  <td class="number">{figure(line.mass_mg, unit)}</td>
                  <td class="number">{units(line.units)}</td>
                  <td class="number">{line.events === 0 ? "" : line.events}</td>
                </tr>,
                open && inside !== undefined ? (
                  <tr key={`${line.account} opened`} class="opened">
                    <td colSpan={4}>
                      <div>{inside(line.account)}</div>
                    </td>
                  </tr>
                ) : null,
              ];
            })}
          </tbody>
          <tfoot>
            <tr class="closing">
              <th scope="row">{t("balance.closing")}</th>
              <td class="number">{figure(page.closing.mass_mg, unit)}</td>
              <td class="number">{units(page.closing.units)}</td>
              <td class="number" />
            </tr>
            {page.closing.in_process_mg === 0 ? null : (
              <tr>
                <th scope="row">{t("balance.in_process")}</th>
                <td class="number">{figure(page.closing.in_process_mg, unit)}</td>
                <td />
                <td />
              </tr>
            )}
            <CountRow title={t("balance.counted_opening")} counted={page.counted.opening} unit={unit} />
            <CountRow title={t("balance.counted_closing")} counted={page.counted.closing} unit={unit} />
            <tr>
              <th scope="row">{t("balance.variance")}</th>
              <td class="number">
                {page.variance === null ? t("balance.no_count") : figure(page.variance.mass_mg, unit)}
              </td>
              <td />
              <td />
            </tr>
          </tfoot>
        </table>
      </div>
      <Weighed statement={page} />
      <p class="as-of">{t("balance.as_of", { seq: page.as_of.seq, rules: page.as_of.rules })}</p>
    </article>
  );
}

/** How much of what came in was on a scale, and how much is a table's or an estimate's word. */
function Weighed({ statement: page }: { statement: Statement }) {
  const known = Object.entries(page.weighed ?? {}).filter(([, mg]) => mg !== 0);
  const all = known.reduce((sum, [, mg]) => sum + mg, 0);
  return (
    <dl class="facts">
      {known.length === 0 ? null : (
        <>
          <dt>{t("balance.weighed")}</dt>
          <dd>
            {known
              .map(
                ([basis, mg]) =>
                  `${words("basis", basis, basis)}: ${mass(mg, page.mass_unit)} (${share(String(mg / all))})`,
              )
              .join(", ")}
          </dd>
        </>
      )}
      {page.tolerance_percent ? (
        <>
          <dt>{t("balance.tolerance")}</dt>
          <dd>{page.tolerance_percent} %</dd>
        </>
      ) : null}
    </dl>
  );
}

const figure = (mg: number, unit: string): string => mass(mg, unit, 1).replace(` ${unit}`, "");

function CountRow({ title, counted, unit }: { title: string; counted: Counted | null; unit: string }) {
  return (
    <tr>
      <th scope="row">
        {title} {counted === null ? null : <small>{dayText(counted.on)}</small>}
      </th>
      <td class="number">{counted === null ? t("balance.no_count") : figure(counted.mass_mg, unit)}</td>
      <td />
      <td />
    </tr>
  );
}

function Reasons({ reasons }: { reasons: Reason[] }) {
  if (reasons.length === 0) return null;
  return (
    <section>
      <h3>{t("balance.why")}</h3>
      <ul class="reasons">
        {reasons.slice(0, 40).map((one) => (
          <li key={one.code + JSON.stringify(one.about)}>
            <Severity of={one.severity} /> {reasonText(one)} <About about={one.about} />
          </li>
        ))}
        {reasons.length > 40 ? <li>{t("lot.and_more", { n: reasons.length - 40 })}</li> : null}
      </ul>
    </section>
  );
}

/** A variance of lots that have no mass is told in other words. */
const reasonText = (one: Reason): string => {
  const inUnits = one.about["units"] !== undefined && one.about["mass_mg"] === undefined;
  return words("verdict", inUnits ? `${one.code}.units` : one.code, one.text, values(one.about));
};

/** What a reason is about, as a way there. */
export function About({ about }: { about: Record<string, unknown> }) {
  const lot = about["lot"];
  if (typeof lot === "string") return <LotLink code={lot} />;
  const lots = about["lots"];
  if (Array.isArray(lots))
    return (
      <>
        {lots.slice(0, 3).map((one) => (
          <LotLink key={String(one)} code={String(one)} />
        ))}
      </>
    );
  return null;
}
