import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { DrawAnswer } from "../api";
import { dayText, t } from "../messages";
import { at, follow } from "../paths";
import { partnerName, productName } from "../sheets/names";
import { Notice } from "../ui";
import { placeOf, seedOf } from "./draws";

/** What was drawn, the way to ask about it, and how anybody can draw it again. */
export function DrawSheet({ drawn: page, query }: { drawn: DrawAnswer; query: Record<string, unknown> }) {
  const period = Object.fromEntries(
    (["from", "to"] as const).flatMap((name) => (typeof query[name] === "string" ? [[name, query[name]]] : [])),
  );
  const { commodity, product, lot, lots, from, to, partner } = page.drawn;
  const shown = [
    commodity,
    product === undefined ? undefined : productName(product),
    partner === undefined ? undefined : partnerName(partner),
    lot,
    lots?.join(", "),
    from === undefined ? undefined : t("balance.period", { from: dayText(from), to: dayText(to ?? from) }),
  ];
  return (
    <article>
      <p class="drawn">{shown.filter((one) => one !== undefined).join(" · ")}</p>
      <p class="row screen-only">
        {commodity === undefined ? null : (
          <Way to={at.ask("balance", { scope: "commodity", what: commodity, ...period })}>{t("ask.balance")}</Way>
        )}
        {product === undefined ? null : (
          <Way to={at.ask("balance", { scope: "product", what: product, ...period })}>{t("ask.balance")}</Way>
        )}
        {from === undefined || to === undefined ? null : (
          <>
            <Way to={at.ask("balance", { from, to })}>{t("ask.balance")}</Way>
            <Way to={at.ask("sales", { from, to })}>{t("ask.sales")}</Way>
          </>
        )}
        {[lot, ...(lots ?? [])].map((one) =>
          one === undefined ? null : (
            <Way key={one} to={at.ask("trace", { lot: one })}>
              {t("draw.trace", { lot: one })}
            </Way>
          ),
        )}
      </p>
      <h2>{t("draw.how")}</h2>
      <p>{t("draw.how_text")}</p>
      <Checked drawn={page} />
      <dl class="facts">
        <dt>{t("draw.number")}</dt>
        <dd>{page.number}</dd>
        <dt>{t("ask.word")}</dt>
        <dd>{page.word}</dd>
        <dt>{t("draw.head")}</dt>
        <dd>
          {page.head.seq}: <code class="hash">{page.head.sha256}</code>
        </dd>
        <dt>{t("draw.seed")}</dt>
        <dd>
          <code class="hash">{page.seed}</code>
        </dd>
        <dt>{t("draw.among")}</dt>
        <dd>{t("draw.place_of", { place: page.place, n: page.among })}</dd>
      </dl>
    </article>
  );
}

function Way({ to, children }: { to: string; children: ComponentChildren }) {
  return (
    <a class="button main" href={to} onClick={follow}>
      {children}
    </a>
  );
}

/** The same sum made again by this browser, so that nobody need believe the server. */
function Checked({ drawn }: { drawn: DrawAnswer }) {
  const [same, setSame] = useState<boolean | null>(null);
  useEffect(() => {
    if (!isSecureContext) return;
    seedOf(drawn.word, drawn.head.sha256).then(
      (seed) => setSame(seed === drawn.seed && placeOf(seed, drawn.among) === drawn.place),
      () => setSame(null),
    );
  }, [drawn.seed]);
  if (same === null) return null;
  return <Notice mood={same ? "ok" : "bad"}>{t(same ? "draw.checked" : "draw.not_checked")}</Notice>;
}
