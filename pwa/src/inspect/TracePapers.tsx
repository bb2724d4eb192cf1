import type { Trace } from "../api";
import { t, words } from "../messages";
import { at } from "../paths";
import { Link } from "../sheets/parts";
import { Papers } from "./Papers";

/** The file that is taken away has them all. */
const MOST = 200;

type Numbered = { event: string; kind: string; number?: string };

/** The papers of everything on the way: files to open, and numbers that lead to their records. */
export function TracePapers({ trace }: { trace: Trace }) {
  const all = trace.documents ?? [];
  const files = all.flatMap((one) =>
    one.sha256 === undefined ? [] : [{ sha256: one.sha256, kind: one.kind, ...(one.name ? { name: one.name } : {}) }],
  );
  const numbered = all.filter((one) => one.sha256 === undefined && one.number !== undefined);
  if (all.length === 0) return null;
  return (
    <section>
      <h3>{t("trace.papers")}</h3>
      <Papers docs={[...new Map(files.map((one) => [one.sha256, one])).values()].slice(0, MOST)} />
      {numbered.length === 0 ? null : (
        <p class="tags">
          {unlike(numbered)
            .slice(0, MOST)
            .map((one) => (
              <Link key={`${one.kind} ${one.number}`} to={at.records({ q: one.number ?? "" })}>
                {words("ref", one.kind, one.kind)} {one.number}
              </Link>
            ))}
          {unlike(numbered).length > MOST ? t("lot.and_more", { n: unlike(numbered).length - MOST }) : null}
        </p>
      )}
    </section>
  );
}

const unlike = (some: Numbered[]): Numbered[] => [
  ...new Map(some.map((one) => [`${one.kind} ${one.number}`, one])).values(),
];
