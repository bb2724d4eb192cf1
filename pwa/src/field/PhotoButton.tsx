import { useState } from "preact/hooks";
import { shrink } from "../device";
import type { Doc } from "../domain/events";
import { t } from "../messages";
import { keepPhoto } from "../store/photos";
import { run as current, setRun } from "../store/phone";
import type { Run } from "../store/run";
import { FileButton } from "../ui";
import { say } from "./feedback";
import { inTurn } from "./recording";

/** Take a photo for the record that is being made; it is small and on the disk before it is counted. */
export function PhotoButton({ run }: { run: Run }) {
  return <TakePhoto kind={kindOf(run)} count={run.docs.length} onTaken={(doc) => inTurn(() => attach(doc))} />;
}

/** A delivery's paper is a certificate more often than not, a load's its bill of lading. */
const kindOf = (run: Run): string => (run.kind === "receive" ? "certificate" : run.kind === "ship" ? "bol" : "photo");

async function attach(doc: Doc): Promise<void> {
  if (current.value !== null) await setRun({ ...current.value, docs: [...current.value.docs, doc] });
}

export function TakePhoto({
  kind,
  count,
  onTaken,
}: {
  kind: string;
  count: number;
  onTaken: (doc: Doc) => Promise<unknown>;
}) {
  const [busy, setBusy] = useState(false);
  const taken = async (file: File): Promise<void> => {
    setBusy(true);
    try {
      const { bytes, mime } = await shrink(file);
      await onTaken(await keepPhoto(bytes, mime, kind, Date.now()));
      say("ok", t("photo.kept"));
    } catch {
      say("bad", t("photo.failed"));
    } finally {
      setBusy(false);
    }
  };
  return (
    <FileButton accept="image/*" camera icon="camera" busy={busy} onFile={(file) => void taken(file)}>
      {count === 0 ? t("photo.take") : t("photo.taken", { n: count })}
    </FileButton>
  );
}
