import { useEffect, useState } from "preact/hooks";
import { paper } from "../api";
import { saveFile } from "../device";
import { sha256Hex } from "../domain/jws";
import { t, words } from "../messages";
import { useAct } from "../sheets/load";
import { Button, Notice } from "../ui";

export interface Doc {
  sha256: string;
  name?: string;
  kind?: string;
  mime?: string;
}

/** Documents and photos of an event. What is opened is hashed again: it is the very file that the event named. */
export function Papers({ docs }: { docs: Doc[] }) {
  if (docs.length === 0) return null;
  return (
    <ul class="papers" aria-label={t("paper.list")}>
      {docs.map((one) => (
        <Paper key={one.sha256} doc={one} />
      ))}
    </ul>
  );
}

function Paper({ doc }: { doc: Doc }) {
  const { busy, problem, act } = useAct();
  const [picture, setPicture] = useState<string | null>(null);
  const [same, setSame] = useState<boolean | null>(null);
  useEffect(() => () => void (picture !== null && URL.revokeObjectURL(picture)), [picture]);
  const name = doc.name ?? doc.sha256.slice(0, 12);
  const open = (): void =>
    act(async () => {
      const file = await paper(doc.sha256);
      if (isSecureContext) setSame((await sha256Hex(await file.arrayBuffer())) === doc.sha256);
      if (file.type.startsWith("image/")) setPicture(URL.createObjectURL(file));
      else saveFile(name, file);
    });
  return (
    <li>
      <Button icon="list" disabled={busy} onPress={open}>
        {name}
      </Button>{" "}
      <small>{words("ref", doc.kind ?? "other", doc.kind ?? "")}</small>
      {same === null ? null : <small class={same ? "" : "bad"}> {t(same ? "paper.same" : "paper.other")}</small>}
      {picture === null ? null : <img src={picture} alt={name} />}
      {problem === null ? null : <Notice mood="warn">{problem}</Notice>}
    </li>
  );
}
