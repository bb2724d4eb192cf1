import type { Certificate, Partner } from "../api";
import { t } from "../messages";
import { Input, Notice } from "../ui";
import { todayHere } from "../sheets/format";
import { Severity } from "../sheets/parts";

const DAY_MS = 86_400_000;
/** How long before its end the server reminds of a certificate. */
const REMINDED_DAYS = 30;

/** A certificate may be its number alone. */
export const certificateOf = ({ certificate }: Partner): Certificate =>
  typeof certificate === "string" ? { number: certificate } : (certificate ?? {});

/** How many days a certificate is good for; below zero it has ended. */
const daysLeft = (on: string): number => Math.round((Date.parse(on) - Date.parse(todayHere())) / DAY_MS);

/** The last day of a certificate, and how worrying it is. */
export function Ends({ on }: { on: string | null | undefined }) {
  if (!on) return <>–</>;
  const days = daysLeft(on);
  return (
    <>
      {on} {days > REMINDED_DAYS ? null : <Severity of="warning" />}
    </>
  );
}

/** The organic certificate of a partner in its form, with a word where it ends. */
export function CertificateFields({ of: partner, onChange }: { of: Partner; onChange: (to: Partner) => void }) {
  const now = certificateOf(partner);
  const change = (more: Certificate): void => {
    const { number, certifier, expires, ...others } = { ...now, ...more };
    const told = { ...(number && { number }), ...(certifier && { certifier }), ...(expires && { expires }) };
    const certificate = { ...others, ...told };
    onChange({ ...partner, certificate: Object.keys(certificate).length === 0 ? null : certificate });
  };
  const days = now.expires ? daysLeft(now.expires) : null;
  return (
    <fieldset>
      <legend>{t("certificate.title")}</legend>
      {days === null || days > REMINDED_DAYS ? null : (
        <Notice mood={days < 0 ? "bad" : "warn"}>
          {days < 0 ? t("certificate.ended", { n: -days }) : t("certificate.ending", { n: days })}
        </Notice>
      )}
      <Input label={t("certificate.number")} value={now.number ?? ""} onChange={(number) => change({ number })} />
      <Input
        label={t("certificate.certifier")}
        value={now.certifier ?? ""}
        onChange={(certifier) => change({ certifier })}
      />
      <Input
        label={t("certificate.ends")}
        type="date"
        value={now.expires ?? ""}
        onChange={(expires) => change({ expires })}
        help={t("certificate.ends_help")}
      />
    </fieldset>
  );
}
