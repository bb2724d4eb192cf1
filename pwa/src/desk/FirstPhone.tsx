import { useEffect, useState } from "preact/hooks";
import type { Phone } from "../api";
import { t } from "../messages";
import { Notice } from "../ui";
import { NewPhone } from "./NewPhone";

const LOOK_MS = 3_000;

/** The code that lets the first phone in; the page notices by itself when it is. */
export function FirstPhone({ all, look }: { all: Phone[]; look: () => void }) {
  const [before, setBefore] = useState<number | null>(null);
  const arrived = before !== null && all.length > before;
  useEffect(() => {
    if (before === null || arrived) return;
    const timer = setInterval(look, LOOK_MS);
    return () => clearInterval(timer);
  }, [before, arrived]);
  return (
    <NewPhone
      first="packer"
      onMake={() => setBefore(all.length)}
      used={arrived ? <Notice mood="ok">{t("start.phone_in", { name: all.at(-1)?.name ?? "" })}</Notice> : null}
    >
      {(code) => (
        <p>
          <a href={code.url}>{t("start.this_phone")}</a>
        </p>
      )}
    </NewPhone>
  );
}
