import { t, type Message } from "../messages";
import { Input } from "../ui";

type Contact = Record<string, string | null> | null | undefined;
type Part = "phone" | "email" | "address" | "city" | "state" | "zip" | "country";

const PARTS: readonly Part[] = ["phone", "email", "address", "city", "state", "zip", "country"];
const TYPES: Partial<Record<Part, "tel" | "email">> = { phone: "tel", email: "email" };

/** How to reach somebody and where they are: a recall begins with a call, and FSMA 204 asks for the address. */
export function ContactFields({ of, onChange }: { of: Contact; onChange: (to: Contact) => void }) {
  const change = (part: Part, text: string): void => {
    const told = Object.entries({ ...of, [part]: text }).filter(([, value]) => value !== null && value !== "");
    onChange(told.length === 0 ? null : Object.fromEntries(told));
  };
  return (
    <fieldset>
      <legend>{t("column.contact")}</legend>
      <div class="form inline">
        {PARTS.map((part) => (
          <Input
            key={part}
            label={t(`column.${part}` as Message)}
            type={TYPES[part] ?? "text"}
            value={of?.[part] ?? ""}
            onChange={(text) => change(part, text)}
          />
        ))}
      </div>
    </fieldset>
  );
}
