import { useState } from "preact/hooks";
import { unitsAfter } from "../domain/stock";
import { t, words } from "../messages";
import { at, go } from "../paths";
import { cachedLot, placeName, productOf } from "../store/catalog";
import { Button, Notice } from "../ui";
import { onHold } from "./held";
import { JOBS, type JobKind } from "./jobs";
import { offered } from "./offered";
import { press } from "./recording";
import { quantityText, startJob } from "./runs";
import { looking, sticking } from "./scanned";
import { AsOf, unitText, useUnsent } from "./Stock";

const HERE: JobKind[] = ["move", "ship", "dispose", "hold", "note"];

/** A bin or carton that was scanned: what it is, where it comes from as far as this phone knows, what can be done. */
export function Looking() {
  const seen = looking.value;
  const [more, setMore] = useState(false);
  const unsent = useUnsent();
  if (seen === null) return null;
  const known = cachedLot(seen.lot);
  const units = known === null ? null : unitsAfter(known, unsent);
  const held = onHold(seen.lot);
  const begin = (kind: JobKind): void => {
    const job = JOBS[kind];
    const line = {
      event: null,
      what: "line" as const,
      label: seen.tag?.tag ?? seen.lot,
      tag: job.takes === "tags" ? (seen.tag?.tag ?? null) : null,
      lot: seen.lot,
      quantity: job.amounts === "none" ? null : (seen.tag?.quantity ?? null),
    };
    looking.value = null;
    press(() => startJob(kind, [line]));
  };
  const facts: [string, string | null][] = [
    [t("looking.tag"), seen.tag === null ? null : `${seen.tag.tag} ${quantityText(seen.tag.quantity)}`],
    [t("looking.stock"), units === null || known === null ? null : unitText(units, known)],
    [t("looking.place"), known?.place ? placeName(known.place) : null],
    [t("looking.status"), known?.status ? t(`answer.${known.status as "organic"}`) : null],
    [t("looking.made"), known?.made_on ?? null],
  ];
  return (
    <section class="panel">
      <h2>{productOf(seen.product)?.name ?? t("looking.title")}</h2>
      {held === null ? null : <Notice mood="warn">{held}</Notice>}
      <dl class="facts">
        <dt>{t("looking.lot")}</dt>
        <dd>
          <code>{seen.lot}</code>
        </dd>
        {facts.map(([name, value]) =>
          value === null ? null : (
            <>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </>
          ),
        )}
      </dl>
      <AsOf />
      <div class="options tiles">
        {HERE.filter(offered).map((kind) => (
          <Button key={kind} icon={JOBS[kind].icon} onPress={() => begin(kind)}>
            {t(`do.${kind}`)}
          </Button>
        ))}
        <Button icon="tag" onPress={() => void (sticking.value = { lot: seen.lot, tag: seen.tag })}>
          {t(seen.tag === null ? "looking.stick" : "looking.relabel")}
        </Button>
        <Button icon="list" onPress={() => (known === null || more ? go(at.lot(seen.lot)) : setMore(true))}>
          {t("looking.story")}
        </Button>
        <Button icon="back" quiet onPress={() => void (looking.value = null)}>
          {t("back")}
        </Button>
      </div>
      {more && known !== null ? <Origin lot={seen.lot} /> : null}
    </section>
  );
}

const STEPS_MAX = 6;

/** Where a lot comes from, as far as this phone knows, step by step: the office's pages know it all. */
function Origin({ lot }: { lot: string }) {
  const steps: string[][] = [];
  const seen = new Set([lot]);
  for (let now = [lot]; now.length > 0 && steps.length < STEPS_MAX;) {
    now = [...new Set(now.flatMap((code) => cachedLot(code)?.from ?? []))].filter((code) => !seen.has(code));
    for (const code of now) seen.add(code);
    if (now.length > 0) steps.push(now);
  }
  return (
    <section>
      <h3>{t("looking.story")}</h3>
      {steps.length === 0 ? <p>{t("looking.origin_unknown")}</p> : null}
      <ol class="origin">
        {steps.map((codes, depth) => (
          <li key={depth}>
            {codes.map((code) => (
              <p key={code}>
                <code>{code}</code> {inWords(code)}
              </p>
            ))}
          </li>
        ))}
      </ol>
      <AsOf />
      <Button icon="list" onPress={() => go(at.lot(lot))}>
        {t("looking.origin_more")}
      </Button>
    </section>
  );
}

function inWords(code: string): string {
  const lot = cachedLot(code);
  if (lot === null) return "";
  const kind = words("lotkind", lot.kind, lot.kind);
  return [
    kind,
    productOf(lot.product)?.name ?? lot.product,
    lot.place === null ? "" : placeName(lot.place),
    lot.made_on,
  ]
    .filter((part) => part !== null && part !== "")
    .join(" · ");
}
