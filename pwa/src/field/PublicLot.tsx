import { useEffect, useState } from "preact/hooks";
import { currentSession, publicLot, type PublicLot as Told } from "../api";
import { t, words } from "../messages";
import { at, follow, go } from "../paths";

/** Whether whoever looks is signed in at this operation's desk: then the label opens the lot itself. */
const ours = (operation: string): Promise<boolean> =>
  currentSession().then((session) => session.operation.code.toUpperCase() === operation.toUpperCase());

/** A label under somebody's camera who is not of this farm: what its grower tells everybody. */
export function PublicLot({ operation, code }: { operation: string; code: string }) {
  const [told, setTold] = useState<Told | null | undefined>(undefined);
  useEffect(() => {
    let gone = false;
    const tell = (found: Told | null): void => void (gone || setTold(found));
    const everybody = (): void => void publicLot(operation, code).then(tell, () => tell(null));
    ours(operation).then((own) => (gone ? undefined : own ? go(at.lot(code), true) : everybody()), everybody);
    return () => void (gone = true);
  }, [operation, code]);
  return (
    <main class="page welcome">
      {told === undefined ? <p>{t("public.looking")}</p> : null}
      {told === null ? <p>{t("public.nothing")}</p> : null}
      {told === null || told === undefined ? null : (
        <>
          {told.sample ? <p class="sample-mark">{t("sample.mark_field")}</p> : null}
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
