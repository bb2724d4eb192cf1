import { useEffect, useState } from "preact/hooks";
import { publicLot, type PublicLot as Told } from "../api";
import { t, words } from "../messages";
import { at, follow } from "../paths";

/** A label under somebody's camera who is not of this farm: what its grower tells everybody. */
export function PublicLot({ operation, code }: { operation: string; code: string }) {
  const [told, setTold] = useState<Told | null | undefined>(undefined);
  useEffect(() => {
    publicLot(operation, code).then(setTold, () => setTold(null));
  }, [operation, code]);
  return (
    <main class="page welcome">
      {told === undefined ? <p>{t("public.looking")}</p> : null}
      {told === null ? <p>{t("public.nothing")}</p> : null}
      {told === null || told === undefined ? null : (
        <>
          <h1>{told.product ?? told.lot}</h1>
          <dl class="facts">
            <dt>{t("public.lot")}</dt>
            <dd>
              <code>{told.lot}</code>
            </dd>
            {told.grower === null ? null : (
              <>
                <dt>{t("public.grower")}</dt>
                <dd>{told.grower}</dd>
              </>
            )}
            {told.harvested === null ? null : (
              <>
                <dt>{t("public.harvested")}</dt>
                <dd>{[...new Set(told.harvested)].join(" – ")}</dd>
              </>
            )}
            {told.status === null ? null : (
              <>
                <dt>{t("public.status")}</dt>
                <dd>{words("public", told.status, told.status)}</dd>
              </>
            )}
          </dl>
        </>
      )}
      <p>
        <a href={at.lot(code)} onClick={follow}>
          {t("public.for_the_farm")}
        </a>
      </p>
    </main>
  );
}
