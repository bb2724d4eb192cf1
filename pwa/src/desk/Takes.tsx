import { noteExport, workbook } from "../api";
import { t } from "../messages";
import { Button, Notice, saveAs, saveCsv, type Grid } from "../ui";
import { todayHere } from "../sheets/format";
import { useAct } from "../sheets/load";

/** A table to take away: as CSV, made here, or as a workbook, made by the server. Its name says what, and of when. */
export function Takes({ caption, grid }: { caption: string; grid: () => Promise<Grid> }) {
  const { busy, problem, act } = useAct();
  const dated = async (): Promise<Grid> => {
    const made = await grid();
    return /\d{4}-\d\d-\d\d/.test(made.name) ? made : { ...made, name: `${made.name} ${todayHere()}` };
  };
  // The server makes workbooks and keeps who took one; of what is made here it must be told.
  const toCsv = async (made: Grid): Promise<void> => {
    saveCsv(made);
    await noteExport(made.name, "csv", made.rows.length);
  };
  return (
    <div class="takes-away">
      <Button quiet disabled={busy} label={`${t("csv")}: ${caption}`} onPress={() => act(() => dated().then(toCsv))}>
        {t("csv")}
      </Button>
      <Button
        quiet
        disabled={busy}
        label={`${t("xlsx")}: ${caption}`}
        onPress={() => act(() => dated().then(async (made) => saveAs(made, "xlsx", await workbook(made))))}
      >
        {t("xlsx")}
      </Button>
      {problem === null ? null : <Notice mood="bad">{problem}</Notice>}
    </div>
  );
}
