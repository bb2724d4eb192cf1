import type { ComponentChildren } from "preact";
import { Icon, type IconName } from "./Icon";

export interface ButtonProps {
  onPress: () => void;
  children: ComponentChildren;
  icon?: IconName;
  main?: boolean;
  quiet?: boolean;
  disabled?: boolean;
  pressed?: boolean;
  label?: string;
}

export function Button({ onPress, children, icon, main, quiet, disabled, pressed, label }: ButtonProps) {
  const look = main === true ? "button main" : quiet === true ? "button quiet" : "button";
  return (
    <button
      type="button"
      class={look}
      disabled={disabled ?? false}
      aria-pressed={pressed}
      aria-label={label}
      onClick={onPress}
    >
      {icon === undefined ? null : <Icon name={icon} />}
      <span>{children}</span>
    </button>
  );
}
