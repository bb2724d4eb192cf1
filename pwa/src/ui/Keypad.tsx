import { useState } from "preact/hooks";

export interface KeypadProps {
  title: string;
  units: string[];
  value?: string;
  done: string;
  cancel: string;
  erase: string;
  /** What takes all that there is, without a number. */
  whole?: string;
  onWhole?: () => void;
  onDone: (value: string, unit: string) => void;
  onCancel: () => void;
}

const KEYS = ["1", "2", "3", "4", "5", "6", "7", "8", "9", ".", "0"];

/** Numbers by big keys, with the unit always in sight. */
export function Keypad({
  title,
  units,
  value = "",
  done,
  cancel,
  erase,
  whole,
  onWhole,
  onDone,
  onCancel,
}: KeypadProps) {
  const [typed, setTyped] = useState(value);
  const [fresh, setFresh] = useState(true);
  const [unit, setUnit] = useState(units[0] ?? "");
  const press = (key: string): void => {
    const before = fresh ? "" : typed;
    setFresh(false);
    if (key === "." && before.includes(".")) return;
    setTyped((before + key).replace(/^0+(?=\d)/, "").replace(/^\./, "0."));
  };
  const finish = (): void => {
    // If it is not taken, the next key begins anew.
    setFresh(true);
    onDone(typed, unit);
  };
  const good = /^\d{1,9}(\.\d{1,6})?$/.test(typed) && Number(typed) > 0;
  return (
    <section class="keypad" aria-label={title}>
      <h2>{title}</h2>
      <div class="keypad-shown">
        <output>{typed === "" ? "0" : typed}</output>
        {units.length > 1 ? (
          <select aria-label={title} value={unit} onChange={(event) => setUnit(event.currentTarget.value)}>
            {units.map((one) => (
              <option key={one} value={one} selected={one === unit}>
                {one}
              </option>
            ))}
          </select>
        ) : (
          <span>{unit}</span>
        )}
      </div>
      <div class="keys">
        {KEYS.map((key) => (
          <button key={key} type="button" onClick={() => press(key)}>
            {key}
          </button>
        ))}
        <button type="button" aria-label={erase} onClick={() => setTyped(fresh ? "" : typed.slice(0, -1))}>
          ⌫
        </button>
      </div>
      {whole === undefined ? null : (
        <button type="button" class="button" onClick={onWhole}>
          <span>{whole}</span>
        </button>
      )}
      <div class="row">
        <button type="button" class="button" onClick={onCancel}>
          <span>{cancel}</span>
        </button>
        <button type="button" class="button main" disabled={!good} onClick={finish}>
          <span>{done}</span>
        </button>
      </div>
    </section>
  );
}
