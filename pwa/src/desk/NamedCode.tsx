import { useState } from "preact/hooks";
import { codeOf } from "../domain/suggest";
import { t } from "../messages";
import { Input } from "../ui";

interface CodeInputProps {
  value: string;
  onChange: (code: string) => void;
  help: string;
  /** A code that is in the book stays as it is. */
  kept?: boolean;
}

/** A code in capitals, as it stands on labels. */
export function CodeInput({ value, onChange, help, kept = false }: CodeInputProps) {
  return (
    <Input
      label={t("field.code")}
      value={value}
      onChange={(code) => onChange(code.toUpperCase())}
      readonly={kept}
      help={help}
      required
      capitals
    />
  );
}

interface Named {
  name: string;
  code: string;
  setName: (name: string) => void;
  setCode: (code: string) => void;
}

/** A name, and a code that is proposed from it until somebody types another; never one that is taken. */
export function useNamed(all: readonly { code: string }[]): Named {
  const [name, setName] = useState("");
  const [typed, setCode] = useState<string | null>(null);
  const taken = all.map((one) => one.code);
  return { name, code: typed ?? codeOf(name, taken), setName, setCode };
}

export function NameAndCode({ of, help }: { of: Named; help: string }) {
  return (
    <>
      <Input label={t("field.name")} value={of.name} onChange={of.setName} help={help} required />
      <CodeInput value={of.code} onChange={of.setCode} help={t("start.code_help")} />
    </>
  );
}
