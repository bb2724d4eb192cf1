import { useState } from "preact/hooks";
import { quarantine, release, type Quarantined } from "../api";
import { newId } from "../domain/ids";
import { dayAndClock, number, t, words } from "../messages";
import { Button, Form, Notice, Submit, useGrowing, useWalk } from "../ui";
import { useAct, useLoad } from "../sheets/load";
import { Head } from "../sheets/parts";

/** What could not be read, and what its recorder was not allowed: nothing of it is lost. */
export function QuarantinePage() {
  const page = useLoad(quarantine, "quarantine");
  const count = page.data?.length ?? 0;
  const list = useWalk<HTMLUListElement>();
  const { drawn, all } = useGrowing(count);
  return (
    <>
      <Head title={t("nav.quarantine")} what={t("quarantine.what")} loaded={page} />
      {page.data?.length === 0 ? <p class="empty">{t("quarantine.none")}</p> : null}
      <ul ref={list} class="findings walked">
        {page.data?.slice(0, drawn).map((one) => (
          <Item key={one.sha256} entry={one} onChanged={page.again} />
        ))}
      </ul>
      {drawn < count ? <Button onPress={all}>{t("table.all", { n: number(count) })}</Button> : null}
    </>
  );
}

function Item({ entry, onChanged }: { entry: Quarantined; onChanged: () => void }) {
  const [repairing, setRepairing] = useState(false);
  const { busy, problem, act } = useAct();
  const said = entry.event === null ? (entry.body ?? entry.sha256) : JSON.stringify(entry.event, null, 1);
  return (
    <li>
      <span class="seq">{entry.seq}</span>
      <span class="what">
        <b>{words("quarantine", entry.reason ?? entry.state, entry.reason ?? entry.state)}</b>{" "}
        {entry.received === null ? "" : dayAndClock(entry.received)} {entry.device ?? ""}
        {repairing ? <Repair entry={entry} onRepaired={onChanged} /> : <pre tabIndex={0}>{said}</pre>}
      </span>
      <Button disabled={busy} onPress={() => act(() => release(entry.sha256).then(onChanged))}>
        {t("quarantine.release")}
      </Button>
      {entry.state === "held" ? null : (
        <Button quiet pressed={repairing} onPress={() => setRepairing(!repairing)}>
          {t("quarantine.repair")}
        </Button>
      )}
      {problem === null ? null : <Notice mood="bad">{problem}</Notice>}
    </li>
  );
}

/** What a phone adds when it signs; the office's event is its own. */
const SIGNED = new Set(["dev", "dseq", "prev", "mono", "off", "seen"]);

/** Say what it should have said: that is recorded in its place, and the bytes stay with the reason. */
function Repair({ entry, onRepaired }: { entry: Quarantined; onRepaired: () => void }) {
  const own = Object.entries(entry.event ?? {}).filter(([name]) => !SIGNED.has(name));
  const first = { ...Object.fromEntries(own), id: newId(Date.now()) };
  const [text, setText] = useState(() => JSON.stringify(first, null, 1));
  const { busy, problem, act } = useAct();
  const event = parsed(text);
  return (
    <Form onSubmit={() => event !== null && act(() => release(entry.sha256, event).then(onRepaired))}>
      <label class="field">
        <span>{t("quarantine.repaired")}</span>
        <textarea
          rows={12}
          spellcheck={false}
          value={text}
          aria-invalid={event === null}
          onInput={(input) => setText(input.currentTarget.value)}
        />
      </label>
      {event === null ? <Notice mood="warn">{t("quarantine.not_json")}</Notice> : null}
      {problem === null ? null : <Notice mood="bad">{problem}</Notice>}
      <Submit busy={busy}>{t("quarantine.put")}</Submit>
    </Form>
  );
}

function parsed(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}
