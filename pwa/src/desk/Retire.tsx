import { putRecord, type RegistryName, type RegistryTypes } from "../api";
import { t } from "../messages";
import { Button, Notice } from "../ui";
import { useAct } from "../sheets/load";

/** Take a record out of use, and into use again: it keeps its history and its name, and is offered nowhere. */
export function Retire<N extends RegistryName>({
  name,
  record,
  onDone,
}: {
  name: N;
  record: RegistryTypes[N];
  onDone: () => void;
}) {
  const { busy, problem, act } = useAct();
  const retired = record.retired === true;
  const turn = (): void => act(() => putRecord(name, { ...record, retired: retired ? null : true }).then(onDone));
  return (
    <>
      {retired ? <Notice mood="warn">{t("retired.is")}</Notice> : null}
      {problem === null ? null : <Notice mood="bad">{problem}</Notice>}
      <Button disabled={busy} onPress={turn}>
        {t(retired ? "retired.take_up" : "retired.retire")}
      </Button>
    </>
  );
}
