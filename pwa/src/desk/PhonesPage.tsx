import { useState } from "preact/hooks";
import { phones, revokePhone, type Phone } from "../api";
import { isOlder, VERSION } from "../domain/version";
import { dayAndClock, t } from "../messages";
import { at } from "../paths";
import { Button, Notice, Table } from "../ui";
import { useAct, useLoad } from "../sheets/load";
import { Head, Link } from "../sheets/parts";
import { NewPhone } from "./NewPhone";
import { PhoneFile } from "./PhoneFile";
import { PhonePage } from "./PhonePage";

const CLOCK_MS = 2 * 60_000;

/** What a phone said of itself when it last called, the worrying first. */
function Health({ phone }: { phone: Phone }) {
  if (phone.state === "revoked" || phone.seen_at === null) return <>–</>;
  const gap = phone.missing.reduce((sum, [first, last]) => sum + last - first + 1, 0);
  const clockMs = phone.clock_ms ?? 0;
  const minutes = Math.round(Math.abs(clockMs) / 60_000);
  const worries = [
    gap > 0 ? t("phones.gap", { n: gap }) : null,
    phone.waiting ? t("phones.wait", { n: phone.waiting }) : null,
    phone.photos ? t("phones.photos", { n: phone.photos }) : null,
    Math.abs(clockMs) > CLOCK_MS ? t(clockMs < 0 ? "phones.ahead" : "phones.behind", { minutes }) : null,
    phone.app !== null && isOlder(phone.app, VERSION)
      ? t("phones.old_version", { app: phone.app, newest: VERSION })
      : null,
  ].filter((one) => one !== null);
  if (worries.length > 0)
    return (
      <ul class="worries">
        {worries.map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ul>
    );
  return (
    <>
      {[t("phones.well"), phone.app === null ? null : t("phones.version", { app: phone.app })]
        .filter(Boolean)
        .join(", ")}
    </>
  );
}

/** Phones that record for this operation, and the code that lets another one in. */
export function PhonesPage({ open }: { open: string | null }) {
  const page = useLoad(phones, "phones");
  const chosen = page.data?.find((one) => one.code === open) ?? null;
  const [leaving, setLeaving] = useState<string | null>(null);
  const { problem, act } = useAct();
  if (chosen !== null) return <PhonePage key={chosen.code} phone={chosen} onChanged={page.again} />;
  return (
    <>
      <Head title={t("nav.phones")} what={t("phones.what")} loaded={page} />
      {problem === null ? null : <Notice mood="bad">{problem}</Notice>}
      <section class="card">
        <h2>{t("phones.new")}</h2>
        <NewPhone first="crew">
          {() => (
            <Button quiet onPress={page.again}>
              {t("phones.look_again")}
            </Button>
          )}
        </NewPhone>
      </section>
      {page.data === null ? null : (
        <Table
          caption={t("nav.phones")}
          rows={page.data}
          rowKey={(row) => row.code}
          empty={t("phones.none")}
          cards
          kept="sort"
          columns={[
            {
              title: t("field.name"),
              cell: (row) => (
                <span>
                  <Link to={at.record("phones", row.code)}>{row.name ?? row.code}</Link> <code>{row.code}</code>
                </span>
              ),
            },
            { title: t("phones.health"), cell: (row) => <Health phone={row} /> },
            {
              title: t("col.last_seen"),
              cell: (row) => (row.seen_at === null ? t("phones.never") : dayAndClock(row.seen_at)),
              value: (row) => row.seen_at,
            },
            {
              title: t("phones.role"),
              cell: (row) =>
                row.role
                  ? t(row.role === "office" ? "role.office" : row.role === "packer" ? "role.packer" : "role.crew")
                  : "–",
            },
            { title: t("col.state"), cell: (row) => t(row.state === "revoked" ? "phones.revoked" : "phones.active") },
            {
              title: t("phones.sign_off"),
              sort: false,
              cell: (row) =>
                row.state === "revoked" ? null : leaving === row.code ? (
                  <Button onPress={() => act(() => revokePhone(row.code).then(page.again))}>{t("phones.sure")}</Button>
                ) : (
                  <Button
                    quiet
                    label={t("phones.sign_off_one", { name: row.name ?? row.code })}
                    onPress={() => setLeaving(row.code)}
                  >
                    {t("phones.sign_off")}
                  </Button>
                ),
            },
          ]}
        />
      )}
      {page.data === null && page.problem === null ? null : <PhoneFile />}
    </>
  );
}
