import { useState } from "preact/hooks";
import { inspectionLinks, linkViews, revokeLink, type InspectionLink, type LinkView } from "../api";
import { dayAndClock, t } from "../messages";
import { useAct, useLoad } from "../sheets/load";
import { Head } from "../sheets/parts";
import { Button, Notice, Table } from "../ui";
import { LinkForm } from "./LinkForm";
import { saw } from "./linklog";
import { MadeLink } from "./MadeLink";

/** Links that let inspectors in: made, printed, taken back, and what was looked at by each. */
export function InspectionsPage() {
  const page = useLoad(inspectionLinks, "links");
  const [made, setMade] = useState<(InspectionLink & { url: string }) | null>(null);
  const [leaving, setLeaving] = useState<string | null>(null);
  const [opened, setOpened] = useState<string | null>(null);
  const { problem, act } = useAct();
  const shown = (link: InspectionLink & { url: string }): void => {
    setMade(link);
    page.again();
  };
  const done = (): void => {
    setMade(null);
    page.again();
  };
  return (
    <>
      <Head title={t("nav.inspections")} what={t("links.what")} loaded={page} />
      {problem === null ? null : <Notice mood="bad">{problem}</Notice>}
      {made === null ? <LinkForm onMade={shown} /> : <MadeLink link={made} onDone={done} />}
      {page.data === null ? null : (
        <Table
          caption={t("nav.inspections")}
          kept="sort"
          rows={page.data}
          rowKey={(row) => row.code}
          empty={t("links.none")}
          columns={[
            { title: t("field.code"), cell: (row) => <code>{row.code}</code> },
            { title: t("links.note"), cell: (row) => row.note ?? "–" },
            { title: t("col.state"), cell: (row) => t(`links.state.${row.state}`) },
            {
              title: t("links.opened"),
              cell: (row) => (row.opened_at ? dayAndClock(row.opened_at) : t("links.never")),
              value: (row) => row.opened_at ?? null,
            },
            { title: t("links.ends"), cell: (row) => dayAndClock(row.expires_at), value: (row) => row.expires_at },
            {
              title: t("links.looked"),
              number: true,
              cell: (row) =>
                row.views === 0 ? (
                  "0"
                ) : (
                  <Button
                    quiet
                    label={t("links.log_count", { code: row.code, count: row.views })}
                    onPress={() => setOpened(row.code)}
                  >
                    {row.views}
                  </Button>
                ),
            },
            {
              title: t("links.revoke"),
              sort: false,
              cell: (row) =>
                row.state === "revoked" || row.state === "expired" ? null : leaving === row.code ? (
                  <Button onPress={() => act(() => revokeLink(row.code).then(page.again))}>
                    {t("links.sure", { code: row.code })}
                  </Button>
                ) : (
                  <Button quiet label={t("links.revoke_one", { code: row.code })} onPress={() => setLeaving(row.code)}>
                    {t("links.revoke")}
                  </Button>
                ),
            },
          ]}
        />
      )}
      {opened === null ? null : <Log key={opened} code={opened} onClose={() => setOpened(null)} />}
    </>
  );
}

/** The access log of a link, the newest first. */
function Log({ code, onClose }: { code: string; onClose: () => void }) {
  const page = useLoad(() => linkViews(code, null), code);
  const [older, setOlder] = useState<{ views: LinkView[]; next: string | null } | null>(null);
  const { busy, problem, act } = useAct();
  const next = older === null ? (page.data?.next ?? null) : older.next;
  const rows = [...(page.data?.views ?? []), ...(older?.views ?? [])];
  const more = (): void =>
    act(async () => {
      const found = await linkViews(code, next);
      setOlder({ views: [...(older?.views ?? []), ...found.views], next: found.next });
    });
  return (
    <section class="card" aria-label={t("links.log_of", { code })}>
      <h2>{t("links.log_of", { code })}</h2>
      {(page.problem ?? problem) ? <Notice mood="bad">{page.problem ?? problem}</Notice> : null}
      <Table
        caption={t("links.log")}
        part={next !== null}
        rows={rows}
        rowKey={(row) => row.id}
        empty={t(page.busy ? "loading" : "links.log_none")}
        columns={[
          { title: t("links.when"), cell: (row) => dayAndClock(row.at), value: (row) => row.at },
          { title: t("links.saw"), cell: saw },
          { title: t("links.from_where"), cell: (row) => row.address ?? "–" },
        ]}
      />
      <div class="row">
        {next === null ? null : (
          <Button onPress={more} disabled={busy}>
            {t("more")}
          </Button>
        )}
        <Button quiet onPress={onClose}>
          {t("links.log_close")}
        </Button>
      </div>
    </section>
  );
}
