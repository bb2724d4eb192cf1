import type { LotStory, Person } from "../api";
import { dayAndClock, t } from "../messages";

const MAKES = new Set(["harvest", "pack", "receive", "open", "plant", "reclassify"]);

interface Doc {
  sha256: string;
  name?: string | null;
}

/** Who made a lot and when, and the papers and photos of its records: facts among a lot's others. */
export function LotOrigin({ lot, people }: { lot: LotStory; people: Person[] }) {
  const standing = lot.events.filter((one) => one.stands !== false);
  const first = standing.find((one) => MAKES.has(one.kind ?? ""));
  const docs = new Map(
    standing
      .flatMap((one) => (Array.isArray(one["docs"]) ? (one["docs"] as Doc[]) : []))
      .map((doc): [string, Doc] => [doc.sha256, doc]),
  );
  return (
    <>
      {first === undefined ? null : (
        <>
          <dt>{t("lot.made_by")}</dt>
          <dd>
            {people.find((one) => one.code === first.by)?.name ?? first.by ?? "–"}
            {first.at === undefined ? "" : `, ${dayAndClock(first.at)}`}
          </dd>
        </>
      )}
      {docs.size === 0 ? null : (
        <>
          <dt>{t("lot.papers")}</dt>
          <dd class="tags">
            {[...docs.values()].map((doc) => (
              <a key={doc.sha256} href={`/api/v1/files/${doc.sha256}`} target="_blank" rel="noopener">
                {doc.name ?? doc.sha256.slice(0, 12)}
              </a>
            ))}
          </dd>
        </>
      )}
    </>
  );
}
