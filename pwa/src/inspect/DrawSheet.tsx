import type { DrawAnswer } from "../api";
import { t } from "../messages";
import { at } from "../paths";
import { Link } from "../sheets/parts";

/** What was drawn, the way to ask about it, and how anybody can draw it again. */
export function DrawSheet({ drawn: page }: { drawn: DrawAnswer }) {
  const { commodity, product, lot, lots, from, to } = page.drawn;
  const shown = [commodity, product, lot, lots?.join(", "), from === undefined ? undefined : `${from} – ${to ?? ""}`];
  return (
    <article>
      <p class="drawn">{shown.filter((one) => one !== undefined).join(" · ")}</p>
      <p class="row">
        {commodity === undefined ? null : (
          <Link to={at.ask("balance", { scope: "commodity", what: commodity })}>{t("ask.balance")}</Link>
        )}
        {product === undefined ? null : (
          <Link to={at.ask("balance", { scope: "product", what: product })}>{t("ask.balance")}</Link>
        )}
        {from === undefined || to === undefined ? null : (
          <Link to={at.ask("balance", { from, to })}>{t("ask.balance")}</Link>
        )}
        {[lot, ...(lots ?? [])].map((one) =>
          one === undefined ? null : (
            <Link key={one} to={at.ask("trace", { lot: one })}>
              {t("ask.trace")}: {one}
            </Link>
          ),
        )}
      </p>
      <h2>{t("draw.how")}</h2>
      <p>{t("draw.how_text")}</p>
      <dl class="facts">
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
