import { useState } from "preact/hooks";
import { registry, type LabelKind } from "../api";
import { t } from "../messages";
import { useLoad } from "../sheets/load";
import { Button, Input } from "../ui";

interface Whose {
  codes: string[];
  onChange: (codes: string[]) => void;
}

/** Whose labels: lots by their codes, places and people from a list. */
export function LabelWhose({ what, codes, onChange }: Whose & { what: LabelKind }) {
  if (what === "place") return <FromList of="places" codes={codes} onChange={onChange} />;
  if (what === "badge") return <FromList of="people" codes={codes} onChange={onChange} />;
  return <Typed codes={codes} onChange={onChange} />;
}

function Typed({ codes, onChange }: Whose) {
  const [typed, setTyped] = useState(codes.join(" "));
  return (
    <Input
      label={t("labels.codes")}
      value={typed}
      onChange={(text) => {
        setTyped(text);
        onChange(text.split(/[\s,]+/).filter(Boolean));
      }}
      help={t("labels.codes_help")}
      required
      capitals
    />
  );
}

function FromList({ of, codes, onChange }: Whose & { of: "places" | "people" }) {
  const list = useLoad<{ code: string; name: string | null }[]>(() => registry(of), of);
  const chosen = new Set(codes);
  const all = (list.data ?? []).map((one) => one.code);
  const toggle = (code: string): void => {
    if (!chosen.delete(code)) chosen.add(code);
    onChange(all.filter((one) => chosen.has(one)));
  };
  if (list.data !== null && all.length === 0) return <p class="empty">{t("labels.none")}</p>;
  return (
    <>
      <fieldset class="checks">
        <legend>{t(`labels.${of}`)}</legend>
        {list.data?.map((one) => (
          <label key={one.code}>
            <input type="checkbox" checked={chosen.has(one.code)} onChange={() => toggle(one.code)} />{" "}
            {one.name ?? one.code} <code>{one.code}</code>
          </label>
        ))}
      </fieldset>
      <Button quiet onPress={() => onChange(chosen.size === all.length ? [] : all)}>
        {t(chosen.size === all.length ? "labels.choose_none" : "labels.choose_all")}
      </Button>
    </>
  );
}
