import { useState } from "preact/hooks";
import { t } from "../messages";
import { Button, Table, type TableProps } from "../ui";

const MOST = 100;

/** A table that may have thousands of rows: the first of them, and all when asked for. */
export function LongTable<Row>(props: TableProps<Row>) {
  const [all, setAll] = useState(false);
  const { rows } = props;
  return (
    <>
      <Table {...props} rows={all ? rows : rows.slice(0, MOST)} all={props.all ?? rows} />
      {all || rows.length <= MOST ? null : (
        <Button label={`${t("table.all", { n: rows.length })}: ${props.caption}`} onPress={() => setAll(true)}>
          {t("table.all", { n: rows.length })}
        </Button>
      )}
    </>
  );
}
