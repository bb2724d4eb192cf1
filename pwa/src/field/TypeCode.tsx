import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { t } from "../messages";
import { Form, Input, Submit } from "../ui";

/** Every code that can be scanned can be typed; a scanner that types may aim here too. */
export function TypeCode({ onText, children }: { onText: (text: string) => void; children?: ComponentChildren }) {
  const [text, setText] = useState("");
  const submit = (): void => {
    if (text.trim() === "") return;
    setText("");
    onText(text.trim());
  };
  return (
    <Form onSubmit={submit} inline>
      <Input label={t("scan.type_label")} value={text} onChange={setText} capitals />
      <Submit>{t("ok")}</Submit>
      {children}
    </Form>
  );
}
