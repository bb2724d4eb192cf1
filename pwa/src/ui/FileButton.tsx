import { Icon, type IconName } from "./Icon";

/** A button that asks for a file, or on a phone for a photo; the same file may be chosen again. */
export function FileButton({
  accept,
  onFile,
  icon,
  label,
  children,
  camera,
  busy,
}: {
  accept: string;
  onFile: (file: File) => void;
  icon?: IconName;
  /** What it is for, where the button shows a picture alone. */
  label?: string;
  children?: string;
  /** Let a phone open its camera in place of its files. */
  camera?: boolean;
  busy?: boolean;
}) {
  return (
    <label class={busy === true ? "button busy" : "button"} title={label}>
      {icon === undefined ? null : <Icon name={icon} />}
      {children === undefined ? null : <span>{children}</span>}
      <input
        class="unseen"
        aria-label={label}
        type="file"
        accept={accept}
        capture={camera === true ? "environment" : undefined}
        disabled={busy ?? false}
        onChange={(event) => {
          const input = event.currentTarget;
          const file = input.files?.[0];
          // The browser keeps the file for whoever has it; the button forgets it, so that it may come again.
          input.value = "";
          if (file !== undefined) onFile(file);
        }}
      />
    </label>
  );
}
