import { useState } from "preact/hooks";
import type { InspectionLink } from "../api";
import { dayAndClock, t } from "../messages";
import { session } from "../sheets/load";
import { Qr } from "../sheets/Qr";
import { Button, Notice } from "../ui";

/** A link that was just made, with its address: to send, to scan, or to print for an envelope in the office. */
export function MadeLink({ link, onDone }: { link: InspectionLink & { url: string }; onDone: () => void }) {
  const [copied, setCopied] = useState(false);
  const copy = (): void => void navigator.clipboard?.writeText(link.url).then(() => setCopied(true));
  const until = dayAndClock(link.expires_at);
  return (
    <section class="card link-made">
      <p class="print-only">
        <b>{session.value?.operation.name}</b>
      </p>
      <h2>{t("links.made", { code: link.code })}</h2>
      <div class="screen-only">
        <Notice mood="warn">{t("links.once")}</Notice>
      </div>
      <p class="print-only">{t("links.print_what")}</p>
      <div class="enrolment">
        <Qr text={link.url} label={t("links.scan")} />
        <div>
          <p class="address">
            <code>{link.url}</code>
          </p>
          <p>{link.parts.map((part) => t(`links.part.${part}`)).join(" · ")}</p>
          <p>
            {link.standing
              ? t("links.until_sealed", { days: link.days, time: until })
              : t("links.until", { time: until })}
          </p>
          {link.passcode ? <p>{t("links.needs_passcode")}</p> : null}
          {link.note === null ? null : <p>{link.note}</p>}
        </div>
      </div>
      <div class="row screen-only">
        <Button onPress={copy}>{t(copied ? "links.copied" : "links.copy")}</Button>
        <Button onPress={() => print()}>{t("links.print")}</Button>
        <Button main onPress={onDone}>
          {t("links.done")}
        </Button>
      </div>
    </section>
  );
}
