import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { cameFromHome, leaveSample, signOut } from "../api";
import { t } from "../messages";
import { at, follow, go } from "../paths";
import { Button, TableTools } from "../ui";
import { BalancePage } from "./BalancePage";
import { BookPage } from "./BookPage";
import { FindingsPage } from "./FindingsPage";
import { HarvestLotsPage } from "./HarvestLotsPage";
import { HarvestPage } from "./HarvestPage";
import { ImportPage } from "./ImportPage";
import { InspectionsPage } from "./InspectionsPage";
import { JournalPage } from "./JournalPage";
import { LatePage } from "./LatePage";
import { LabelsPage } from "./LabelsPage";
import { askHolds } from "../sheets/holds";
import { session, useAct } from "../sheets/load";
import { loadNames } from "../sheets/names";
import { LotPage } from "./LotPage";
import { LotsPage } from "./LotsPage";
import { DrawPage } from "./map/DrawPage";
import { MapPage } from "./map/MapPage";
import { ShapesPage } from "./map/ShapesPage";
import { find, Palette } from "./Palette";
import { PhonesPage } from "./PhonesPage";
import { QuarantinePage } from "./QuarantinePage";
import { RegistryPage } from "./RegistryPage";
import { SchemeChoice } from "../sheets/SchemeChoice";
import { LanguageChoice } from "../sheets/SignIn";
import { SampleBanner } from "../sheets/SampleBanner";
import { SamplePage } from "./SamplePage";
import { SettingsPage } from "./SettingsPage";
import { StartPage } from "./StartPage";
import { StockPage } from "./StockPage";
import { Takes } from "./Takes";
import { TodayPage } from "./TodayPage";
import { TracePage } from "./TracePage";
import { VoicePage } from "./VoicePage";

const REGISTRIES = ["places", "products", "partners", "people", "recipes", "plans"] as const;

function page(where: string): ComponentChildren {
  const [, , name = "", rest] = (where.split("?")[0] ?? "").split("/");
  const query = new URLSearchParams(where.split("?")[1] ?? "");
  const registry = REGISTRIES.find((one) => one === name);
  if (registry !== undefined) return <RegistryPage key={registry} name={registry} open={query.get("code")} />;
  switch (name) {
    case "lots":
      return rest === undefined ? <LotsPage query={query} /> : <LotPage key={rest} code={decodeURIComponent(rest)} />;
    case "harvest":
      return rest === "lots" ? <HarvestLotsPage query={query} /> : <HarvestPage query={query} />;
    case "map":
      if (rest === "import") return <ShapesPage />;
      return rest === "draw" ? <DrawPage key={where} code={query.get("place") ?? ""} /> : <MapPage query={query} />;
    case "stock":
      return <StockPage query={query} />;
    case "balance":
      return <BalancePage query={query} />;
    case "trace":
      return <TracePage query={query} />;
    case "findings":
      return <FindingsPage key={where} query={query} />;
    case "book":
      return <BookPage key={where} query={query} />;
    case "quarantine":
      return <QuarantinePage />;
    case "late":
      return <LatePage key={where} query={query} />;
    case "journal":
      return <JournalPage key={where} query={query} />;
    case "labels":
      return <LabelsPage />;
    case "voice":
      return <VoicePage />;
    case "import":
      return <ImportPage key={where} name={REGISTRIES.find((one) => one === query.get("of")) ?? "places"} />;
    case "settings":
      return <SettingsPage />;
    case "start":
      return <StartPage query={query} />;
    case "sample":
      return <SamplePage />;
    case "phones":
      return <PhonesPage open={query.get("code")} />;
    case "inspections":
      return <InspectionsPage />;
    default:
      return <TodayPage />;
  }
}

/** The pages of the desk and the way between them. */
export function Shell({ where }: { where: string }) {
  const { act } = useAct();
  const here = (where.split("?")[0] ?? "").replace(/\/$/, "");
  useEffect(() => void askHolds(), [here]);
  useEffect(() => void loadNames(), []);
  const link = (to: string, text: string) => {
    const current = to === at.desk ? here === to : here === to || here.startsWith(`${to}/`);
    return (
      <a href={to} onClick={follow} aria-current={current ? "page" : undefined}>
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
    <div class="desk">
      <header>
        <a class="brand" href={at.desk} onClick={follow}>
          {session.value?.operation.name ?? "Lotbook"}
        </a>
        <Button quiet onPress={find}>
          {t("palette.open")}
        </Button>
        <nav aria-label={t("nav.pages")}>
          {link(at.desk, t("nav.today"))}
          {link(at.lots, t("nav.lots"))}
          {link(at.harvest, t("nav.harvest"))}
          {link(at.map, t("nav.map"))}
          {link(at.stockPage, t("nav.stock"))}
          {link(at.balance, t("nav.balance"))}
          {link(at.trace, t("nav.trace"))}
          {link(at.inspect, t("nav.inspect"))}
          {link(at.findings, t("nav.findings"))}
          {link(at.book, t("nav.book"))}
          {link(at.quarantine, t("nav.quarantine"))}
          {link(at.late, t("nav.late"))}
          {link(at.journal, t("nav.journal"))}
          {link(at.labels, t("nav.labels"))}
          <hr />
          {REGISTRIES.map((name) => link(at.registry(name), t(`nav.${name}`)))}
          {link(at.phones, t("nav.phones"))}
          {link(at.voice, t("nav.voice"))}
          {link(at.inspections, t("nav.inspections"))}
          {link(at.settings, t("nav.settings"))}
        </nav>
        <div class="who">
          <span>{session.value?.person.name}</span>
          <Button quiet onPress={leave}>
            {t("nav.leave")}
          </Button>
          <LanguageChoice />
          <SchemeChoice />
        </div>
      </header>
      <TableTools.Provider value={Takes}>
        <main class="sheet">
          <SampleBanner>
            {cameFromHome() ? (
              <Button onPress={() => act(() => leaveSample().then(() => location.assign(at.sample)))}>
                {t("sample.back")}
              </Button>
            ) : null}
          </SampleBanner>
          {page(where)}
        </main>
      </TableTools.Provider>
      <Palette />
    </div>
  );
}
