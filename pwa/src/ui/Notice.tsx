import type { ComponentChildren } from "preact";
import { Icon } from "./Icon";

/** A remark with its colour and its sign: never the colour alone. */
export function Notice({ mood, children }: { mood: "ok" | "warn" | "bad"; children: ComponentChildren }) {
  return (
    <div class={`notice ${mood}`} role={mood === "bad" ? "alert" : "status"}>
      <Icon name={mood} />
      <div>{children}</div>
    </div>
  );
}

/** A colour over the whole screen with one word, gone by itself; touches pass through it. */
export function Flash({ mood, word, text }: { mood: "ok" | "warn" | "bad"; word: string; text: string }) {
  return (
    <div class={`flash ${mood}`} aria-hidden="true">
      <Icon name={mood} />
      <span>{word}</span>
      <small>{text}</small>
    </div>
  );
}
