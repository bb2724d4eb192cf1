import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { signOut } from "../api";
import { t } from "../messages";
import { at, follow, go } from "../paths";
import { session, useAct } from "../sheets/load";
import { SchemeChoice } from "../sheets/SchemeChoice";
import { LanguageChoice } from "../sheets/SignIn";
import { Button, Icon } from "../ui";
import { showKeys, TO_FIND } from "./Keys";
import { find } from "./Palette";
import { DAILY, KEPT } from "./pages";

/** The way between the pages: beside them, or on a narrow screen one line with the rest behind a button. */
export function Menu({ where }: { where: string }) {
  const [open, setOpen] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const { act } = useAct();
  const here = (where.split("?")[0] ?? "").replace(/\/$/, "");
  useEffect(() => setOpen(false), [where]);
  useLayoutEffect(() => {
    if (!open) return undefined;
    const escape = (event: KeyboardEvent): void => {
      if (event.key !== "Escape") return;
      setOpen(false);
      opener.current?.focus();
    };
    addEventListener("keydown", escape);
    return () => removeEventListener("keydown", escape);
  }, [open]);
  const through = (event: MouseEvent): void => {
    follow(event);
    // What was pressed goes with the menu: the page that it leads to is next.
    if (open) toPage();
    setOpen(false);
  };
  const link = (to: string, text: string) => {
    const current = to === at.desk ? here === to : here === to || here.startsWith(`${to}/`);
    return (
      <a key={to} href={to} onClick={through} aria-current={current ? "page" : undefined}>
        {text}
      </a>
    );
  };
  const leave = (): void =>
    act(async () => {
      await signOut();
      session.value = null;
      go(at.desk);
    });
  return (
    <header class={open ? "open" : undefined}>
      <a
        class="skip"
        href="#page"
        onClick={(event) => {
          event.preventDefault();
          toPage();
        }}
      >
        {t("nav.skip")}
      </a>
      <a class="brand" href={at.desk} onClick={follow}>
        {session.value?.operation.name ?? "Lotbook"}
      </a>
      <button type="button" class="button quiet finder" onClick={find}>
        <Icon name="find" />
        <span>
          {t("palette.open")} <kbd>{TO_FIND}</kbd>
        </span>
      </button>
      <button
        ref={opener}
        type="button"
        class="button quiet opener"
        aria-expanded={open}
        aria-controls="menu"
        onClick={() => setOpen(!open)}
      >
        <Icon name={open ? "bad" : "list"} />
        <span>{t("nav.menu")}</span>
      </button>
      <div id="menu">
        <nav aria-label={t("nav.pages")}>
          {DAILY.map(([to, name]) => link(to, t(name)))}
          <hr />
          {KEPT.map(([to, name]) => link(to, t(name)))}
        </nav>
        <div class="who">
          <span>{session.value?.person.name}</span>
          <Button quiet onPress={leave}>
            {t("nav.leave")}
          </Button>
          <LanguageChoice />
          <SchemeChoice />
          <Button quiet onPress={showKeys}>
            {t("keys.open")}
          </Button>
        </div>
      </div>
    </header>
  );
}

const toPage = (): void => document.getElementById("page")?.focus();
