import { quarantine, release, type Quarantined } from "../api";
import { dayAndClock, t, words } from "../messages";
import { Button, Notice } from "../ui";
import { useAct, useLoad } from "../sheets/load";
import { Head } from "../sheets/parts";

/** What could not be read, and what its recorder was not allowed: nothing of it is lost. */
export function QuarantinePage() {
  const page = useLoad(quarantine, "quarantine");
  return (
    <>
      <Head title={t("nav.quarantine")} what={t("quarantine.what")} loaded={page} />
      {page.data?.length === 0 ? <p class="empty">{t("quarantine.none")}</p> : null}
      <ul class="findings">
        {page.data?.map((one) => (
          <Item key={one.sha256} entry={one} onChanged={page.again} />
        ))}
      </ul>
    </>
  );
}

function Item({ entry, onChanged }: { entry: Quarantined; onChanged: () => void }) {
  const { busy, problem, act } = useAct();
  return (
    <li>
      <span class="seq">{entry.seq}</span>
      <span class="what">
        <b>{words("quarantine", entry.reason ?? entry.state, entry.reason ?? entry.state)}</b>{" "}
        {entry.received === null ? "" : dayAndClock(entry.received)} {entry.device ?? ""}
        <pre tabIndex={0}>{entry.body ?? entry.sha256}</pre>
      </span>
      <Button disabled={busy} onPress={() => act(() => release(entry.sha256).then(onChanged))}>
        {t("quarantine.release")}
      </Button>
      {problem === null ? null : <Notice mood="bad">{problem}</Notice>}
    </li>
  );
}
