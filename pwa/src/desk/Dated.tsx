import type { ComponentChildren } from "preact";
import { t } from "../messages";
import { Button, Input } from "../ui";

/** A list of like rows in a form: dated values, further units. */
export function Rows<T>({
  title,
  rows,
  fresh,
  onChange,
  row,
}: {
  title: string;
  rows: T[];
  fresh: T;
  onChange: (rows: T[]) => void;
  row: (value: T, change: (next: T) => void) => ComponentChildren;
}) {
  return (
    <fieldset class="rows">
      <legend>{title}</legend>
      {rows.map((value, i) => (
        <div key={i} class="form inline">
          {row(value, (next) => onChange(rows.map((one, j) => (i === j ? next : one))))}
          <Button quiet onPress={() => onChange(rows.filter((_, j) => i !== j))}>
            {t("remove")}
          </Button>
        </div>
      ))}
      <Button onPress={() => onChange([...rows, fresh])}>{t("add_row")}</Button>
    </fieldset>
  );
}

/** The day from which a row holds. */
export function From<T extends { from: string }>({ of, onChange }: { of: T; onChange: (next: T) => void }) {
  return (
    <Input
      label={t("field.from")}
      type="date"
      value={of.from}
      onChange={(from) => onChange({ ...of, from })}
      required
    />
  );
}
