import { createContext, type ComponentChildren } from "preact";
import { useContext, useEffect } from "preact/hooks";
import { t } from "../messages";
import { at, follow } from "../paths";
import { Icon, Notice } from "../ui";
import { severityWord, statusWord } from "./format";
import { onHold, reasonText } from "./holds";
import type { Loaded } from "./load";

/** A page's head: its title, a sentence on what it is for, and its state of loading. */
export function Head({ title, what, loaded }: { title: string; what?: string; loaded?: Loaded<unknown> }) {
  useEffect(() => void (document.title = `${title} · Lotbook`), [title]);
  return (
    <div class="head" aria-busy={loaded?.busy ?? false}>
      <h1>{title}</h1>
      {what === undefined ? null : <p>{what}</p>}
      {loaded?.problem === null || loaded === undefined ? null : <Notice mood="bad">{loaded.problem}</Notice>}
      {loaded?.busy === true && loaded.data === null ? <p class="loading">{t("loading")}</p> : null}
    </div>
  );
}

/** Where a lot's own page is: at the desk, or for somebody who may not go there. */
export const LotAddress = createContext<(code: string) => string>(at.lot);

/** A lot by its code; one that is on hold says so wherever it is named. */
export function LotLink({ code }: { code: string }) {
  const hold = onHold.value.get(code);
  return (
    <>
      <a href={useContext(LotAddress)(code)} onClick={follow}>
        <code>{code}</code>
      </a>
      {hold === undefined ? null : (
        <small class="on-hold" title={reasonText(hold)}>
          {" "}
          <Icon name="warn" /> {t("hold.mark")}
        </small>
      )}
    </>
  );
}

/** An organic status: a word with its own sign, so that it reads in black and white. */
export function StatusMark({ status }: { status: string | null | undefined }) {
  const sign = status === "organic" ? "●" : status === "transitional" ? "◐" : "○";
  return status ? (
    <span class={`status ${status}`}>
      <span aria-hidden="true">{sign}</span> {statusWord(status)}
    </span>
  ) : (
    <span>–</span>
  );
}

const MOODS: Record<string, "ok" | "warn" | "bad"> = {
  critical: "bad",
  fail: "bad",
  warning: "warn",
  review: "warn",
  unproven: "warn",
  pass: "ok",
  info: "ok",
};

export function Severity({ of }: { of: string }) {
  const mood = MOODS[of] ?? "warn";
  return (
    <span class={`mark ${mood}`}>
      <Icon name={mood} /> {severityWord(of)}
    </span>
  );
}

export function Link({ to, children }: { to: string; children: ComponentChildren }) {
  return (
    <a href={to} onClick={follow}>
      {children}
    </a>
  );
}
