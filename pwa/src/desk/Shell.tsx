import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { cameFromHome, leaveSample } from "../api";
import { t } from "../messages";
import { at } from "../paths";
import { Button, TableSettings } from "../ui";
import { BalancePage } from "./BalancePage";
import { BookPage } from "./BookPage";
import { FindingsPage } from "./FindingsPage";
import { HarvestLotsPage } from "./HarvestLotsPage";
import { HarvestPage } from "./HarvestPage";
import { ImportPage } from "./ImportPage";
import { InspectionsPage } from "./InspectionsPage";
import { JournalPage } from "./JournalPage";
import { Keys } from "./Keys";
import { LatePage } from "./LatePage";
import { LabelsPage } from "./LabelsPage";
import { askHolds } from "../sheets/holds";
import { todayHere } from "../sheets/format";
import { session, useAct } from "../sheets/load";
import { loadNames } from "../sheets/names";
import { LotPage } from "./LotPage";
import { LotsPage } from "./LotsPage";
import { DrawPage } from "./map/DrawPage";
import { MapPage } from "./map/MapPage";
import { ShapesPage } from "./map/ShapesPage";
import { Menu } from "./Menu";
import { REGISTRIES } from "./pages";
import { Palette } from "./Palette";
import { PhonesPage } from "./PhonesPage";
import { QuarantinePage } from "./QuarantinePage";
import { RegistryPage } from "./RegistryPage";
import { SampleBanner } from "../sheets/SampleBanner";
import { TABLES } from "../sheets/tables";
import { SamplePage } from "./SamplePage";
import { SettingsPage } from "./SettingsPage";
import { StartPage } from "./StartPage";
import { StockPage } from "./StockPage";
import { Takes } from "./Takes";
import { TodayPage } from "./TodayPage";
import { TracePage } from "./TracePage";
import { VoicePage } from "./VoicePage";

const TAKEN_AWAY = { ...TABLES, tools: Takes };

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
  useEffect(() => void askHolds(), [where.split("?")[0]]);
  useEffect(() => void loadNames(), []);
  return (
    <div class="desk">
      <Menu where={where} />
      <TableSettings.Provider value={TAKEN_AWAY}>
        <main class="sheet" id="page" tabIndex={-1}>
          <p class="print-only">
            {session.value?.operation.name} · {todayHere()}
          </p>
          <SampleBanner>
            {cameFromHome() ? (
              <Button onPress={() => act(() => leaveSample().then(() => location.assign(at.sample)))}>
                {t("sample.back")}
              </Button>
            ) : null}
          </SampleBanner>
          {page(where)}
        </main>
      </TableSettings.Provider>
      <Palette />
      <Keys />
    </div>
  );
}
