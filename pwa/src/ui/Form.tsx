import type { ComponentChildren } from "preact";
import { useId, useState } from "preact/hooks";

export interface InputProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  type?: "text" | "password" | "date" | "datetime-local" | "email" | "tel" | "number" | "search";
  help?: string;
  error?: string | undefined;
  required?: boolean;
  autocomplete?: string;
  readonly?: boolean;
  capitals?: boolean;
  focused?: boolean;
  /** Bring up the keys for numbers. */
  numeric?: boolean;
  /** What is known already: offered, and not the only thing that may be typed. */
  choices?: string[];
}

const focus = (input: HTMLInputElement | null): void => input?.focus();

export function Input({
  label,
  value,
  onChange,
  type = "text",
  help,
  error,
  required,
  autocomplete,
  readonly,
  capitals,
  focused,
  numeric,
  choices,
}: InputProps) {
  const id = useId();
  const kind = { type } as { type: "text" }; // Preact types each sort of input apart
  return (
    <div class="input">
      <label for={id}>{label}</label>
      <input
        id={id}
        ref={focused === true ? focus : null}
        {...kind}
        value={value}
        required={required ?? false}
        readOnly={readonly ?? false}
        autocomplete={autocomplete ?? "off"}
        inputMode={numeric === true ? "decimal" : undefined}
        autocapitalize={capitals === true ? "characters" : "off"}
        spellcheck={false}
        aria-invalid={error !== undefined}
        aria-describedby={help === undefined && error === undefined ? undefined : `${id}-more`}
        list={choices === undefined || choices.length === 0 ? undefined : `${id}-known`}
        onInput={(event) => onChange(event.currentTarget.value)}
      />
      {choices === undefined || choices.length === 0 ? null : (
        <datalist id={`${id}-known`}>
          {choices.map((one) => (
            <option key={one} value={one} />
          ))}
        </datalist>
      )}
      {error === undefined && help === undefined ? null : (
        <p id={`${id}-more`} class={error === undefined ? "help" : "error"}>
          {error ?? help}
        </p>
      )}
    </div>
  );
}

/** A text of several lines. */
export function TextArea({
  label,
  value,
  onChange,
  help,
  error,
  rows = 4,
}: {
  label: string;
  value: string;
  onChange: (value: string) => void;
  help?: string;
  error?: string | undefined;
  rows?: number;
}) {
  const id = useId();
  const more = error ?? help;
  return (
    <div class="input">
      <label for={id}>{label}</label>
      <textarea
        id={id}
        rows={rows}
        value={value}
        spellcheck={false}
        aria-invalid={error !== undefined}
        aria-describedby={more === undefined ? undefined : `${id}-more`}
        onInput={(event) => onChange(event.currentTarget.value)}
      />
      {more === undefined ? null : (
        <p id={`${id}-more`} class={error === undefined ? "help" : "error"}>
          {more}
        </p>
      )}
    </div>
  );
}

export interface Choice {
  value: string;
  label: string;
}
/** More choices than this are drawn when somebody comes to choose: thousands would hold up the page. */
const MANY = 200;

export function Select({
  label,
  value,
  choices,
  onChange,
  help,
}: {
  label: string;
  value: string;
  choices: Choice[];
  onChange: (value: string) => void;
  help?: string | undefined;
}) {
  const id = useId();
  const [asked, setAsked] = useState(false);
  const ask = (): void => setAsked(true);
  const shown = asked || choices.length <= MANY ? choices : choices.filter((one, i) => i === 0 || one.value === value);
  return (
    <div class="input">
      <label for={id}>{label}</label>
      <select
        id={id}
        value={value}
        onFocus={ask}
        onPointerDown={ask}
        onChange={(event) => onChange(event.currentTarget.value)}
      >
        {shown.map((one) => (
          <option key={one.value} value={one.value} selected={one.value === value}>
            {one.label}
          </option>
        ))}
      </select>
      {help === undefined ? null : <p class="help">{help}</p>}
    </div>
  );
}

/** A form that submits by Enter and by its button. */
export function Form({
  onSubmit,
  children,
  inline,
}: {
  onSubmit: () => void;
  children: ComponentChildren;
  inline?: boolean;
}) {
  return (
    <form
      class={inline === true ? "form inline" : "form"}
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      {children}
    </form>
  );
}

/** Fields of a form that a narrow screen shows when they are asked for; a wide one has room for them. */
export function Further({ label, open, children }: { label: string; open: boolean; children: ComponentChildren }) {
  const [asked, setAsked] = useState(open);
  const id = useId();
  return (
    <>
      <button
        type="button"
        class="button asks-further"
        aria-expanded={asked}
        aria-controls={id}
        onClick={() => setAsked(!asked)}
      >
        <span>{label}</span>
      </button>
      <div id={id} class={asked ? "further asked" : "further"}>
        {children}
      </div>
    </>
  );
}

export function Submit({ children, busy }: { children: ComponentChildren; busy?: boolean }) {
  return (
    <button type="submit" class="button main" disabled={busy ?? false}>
      <span>{children}</span>
    </button>
  );
}
