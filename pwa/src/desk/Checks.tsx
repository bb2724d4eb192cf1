import type { Choice } from "../ui";

export function Checks({
  title,
  choices,
  chosen,
  onChange,
}: {
  title: string;
  choices: Choice[];
  chosen: string[];
  onChange: (chosen: string[]) => void;
}) {
  const toggle = (value: string): void =>
    onChange(chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value]);
  return (
    <fieldset class="checks">
      <legend>{title}</legend>
      {choices.map((one) => (
        <label key={one.value}>
          <input type="checkbox" checked={chosen.includes(one.value)} onChange={() => toggle(one.value)} /> {one.label}
        </label>
      ))}
    </fieldset>
  );
}
