import { useEffect, useRef, useState } from "preact/hooks";
import { lots, registry, tag } from "../api";
import { isTagCode, normalTagCode } from "../domain/codes";
import { t } from "../messages";
import { at, go } from "../paths";
import { lotKind } from "../sheets/format";
import { useLoad } from "../sheets/load";
import { useAsked } from "./asked";
import { DAILY, KEPT, REGISTRIES } from "./pages";

/** To anything by its name or code: ⌘K or Ctrl+K, a few letters, Enter. */

interface Hit {
  key: string;
  title: string;
  more: string;
  to: string;
}

const SHOWN_MAX = 9;
const WAIT_MS = 120;

export function Palette() {
  const [open, close] = useAsked("lotbook-find", (event) => {
    if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey)) return false;
    event.preventDefault();
    return true;
  });
  return open ? <Finder onClose={close} /> : null;
}

/** Open it, for whoever has no keyboard at hand. */
export const find = (): void => void dispatchEvent(new Event("lotbook-find"));

function Finder({ onClose }: { onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [typed, setTyped] = useState("");
  const [asked, setAsked] = useState("");
  const [chosen, setChosen] = useState(0);
  useEffect(() => dialog.current?.showModal(), []);
  useEffect(() => {
    const timer = setTimeout(() => setAsked(typed.trim()), WAIT_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  const known = useLoad(registered, "palette");
  const found = useLoad(() => fromBook(asked), `palette ${asked}`);
  const words = typed.trim().toLowerCase().split(/\s+/).filter(Boolean);
  const matches = (hit: Hit): boolean =>
    words.every((word) => `${hit.title} ${hit.more} ${hit.key}`.toLowerCase().includes(word));
  const hits = [
    ...(asked === typed.trim() ? (found.data ?? []) : []),
    ...[...pages(), ...(words.length === 0 ? [] : (known.data ?? []))].filter(matches),
  ].slice(0, SHOWN_MAX);
  const row = Math.min(chosen, Math.max(0, hits.length - 1));
  const take = (hit: Hit | undefined): void => {
    if (hit === undefined) return;
    onClose();
    go(hit.to);
  };
  // Not when the dialog says that it closed: that comes later, and might close one that was opened meanwhile.
  const close = (event: Event): void => {
    event.preventDefault();
    dialog.current?.close(); // which gives the focus back
    onClose();
  };
  const key = (event: KeyboardEvent): void => {
    if (event.key === "Escape") return close(event);
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp" && event.key !== "Enter") return;
    event.preventDefault();
    if (event.key === "Enter") take(hits[row]);
    else if (hits.length > 0) setChosen((row + (event.key === "ArrowDown" ? 1 : hits.length - 1)) % hits.length);
  };
  return (
    <dialog ref={dialog} class="palette" aria-label={t("palette.title")} onCancel={close}>
      <input
        role="combobox"
        aria-expanded={hits.length > 0}
        aria-controls="palette-hits"
        aria-activedescendant={hits.length > 0 ? `palette-${row}` : undefined}
        aria-label={t("palette.title")}
        placeholder={t("palette.hint")}
        value={typed}
        autocomplete="off"
        spellcheck={false}
        onInput={(event) => {
          setTyped(event.currentTarget.value);
          setChosen(0);
        }}
        onKeyDown={key}
      />
      <div id="palette-hits" role="listbox" aria-label={t("palette.title")}>
        {hits.map((hit, i) => (
          <div
            key={hit.key}
            id={`palette-${i}`}
            role="option"
            tabIndex={-1}
            aria-selected={i === row}
            onClick={() => take(hit)}
            onKeyDown={key}
          >
            <b>{hit.title}</b> <small>{hit.more}</small>
          </div>
        ))}
      </div>
      {typed.trim() !== "" && hits.length === 0 && !found.busy && asked === typed.trim() ? (
        <p class="empty">{t("palette.none")}</p>
      ) : null}
      <p class="hint">{t("palette.keys")}</p>
    </dialog>
  );
}

const pages = (): Hit[] =>
  [
    ...[...DAILY, ...KEPT].map(([to, name]) => [to, t(name)] as const),
    [at.start(), t("start.title")] as const,
    [at.sample, t("sample.title")] as const,
  ].map(([to, title]) => ({ key: to, title, more: t("palette.page"), to }));

async function registered(): Promise<Hit[]> {
  const lists = await Promise.all(REGISTRIES.map((name) => registry(name)));
  return REGISTRIES.flatMap((name, i) =>
    (lists[i] ?? [])
      .filter((one) => one.retired !== true)
      .map((one) => ({
        key: `${name} ${one.code}`,
        title: "name" in one ? one.name || one.code : one.code,
        more: `${t(`nav.${name}`)} · ${one.code}`,
        to: at.record(name, one.code),
      })),
  );
}

/** Lots by any part of their code, and the lot of a tag. */
async function fromBook(asked: string): Promise<Hit[]> {
  if (asked.length < 2) return [];
  const code = normalTagCode(asked);
  const [page, meaning] = await Promise.all([
    lots({ q: asked, limit: SHOWN_MAX }),
    isTagCode(code) ? tag(code).catch(() => null) : null,
  ]);
  const hits = page.lots.map((one) => ({
    key: `lot ${one.lot}`,
    title: one.lot,
    more: `${lotKind(one.kind)} · ${one.product_name ?? one.product ?? ""}`,
    to: at.lot(one.lot),
  }));
  return meaning?.lot
    ? [
        { key: `tag ${code}`, title: code, more: t("palette.tag", { lot: meaning.lot }), to: at.lot(meaning.lot) },
        ...hits,
      ]
    : hits;
}
