import { blocks, farmMap, mapReport, type Block, type Land, type TileSource } from "../../api";
import { saveFile } from "../../device";
import { language, number, t, words } from "../../messages";
import { at, go } from "../../paths";
import { mass, massFigure, statusWord, todayHere } from "../../sheets/format";
import { useAct, useLoad } from "../../sheets/load";
import { Head, Link, StatusMark } from "../../sheets/parts";
import { Button, Form, Input, Notice, Select, Table } from "../../ui";
import { area, areaFigure } from "../area";
import { Blocks } from "./Blocks";
import { Legend, Patterns } from "./Legend";
import { MapFrame } from "./MapFrame";
import { byPick, byStatus, byYield, SHADES, type Shade } from "./shading";

/** The land with what it gave, what it is, or how long nobody picked there; and the map to hand over. */
export function MapPage({ query }: { query: URLSearchParams }) {
  const today = todayHere();
  const asked = {
    shade: SHADES.find((one) => one === query.get("shade")) ?? "yield",
    from: query.get("from") ?? `${today.slice(0, 4)}-01-01`,
    to: query.get("to") ?? today,
  };
  const page = useLoad(farmMap, "map");
  const grown = useLoad(() => blocks(asked.from, asked.to), `${asked.from} ${asked.to}`);
  const bare = query.get("background") === "none";
  const ask = (more: Record<string, string>, without = bare): void =>
    go(
      `${at.map}?${new URLSearchParams({ ...asked, ...more, ...(without ? { background: "none" } : {}) }).toString()}`,
      true,
    );
  const set = (field: keyof typeof asked) => (value: string) => ask({ [field]: value });
  return (
    <>
      <Head title={t("nav.map")} what={t("map.what")} loaded={page} />
      <Form onSubmit={() => undefined} inline>
        <Select
          label={t("map.shade")}
          value={asked.shade}
          onChange={set("shade")}
          choices={SHADES.map((one) => ({ value: one, label: t(`map.by_${one}`) }))}
        />
        <Input label={t("balance.from")} type="date" value={asked.from} onChange={set("from")} />
        <Input label={t("balance.to")} type="date" value={asked.to} onChange={set("to")} />
        {page.data?.tiles === undefined ? null : (
          <label class="switch">
            <input type="checkbox" checked={!bare} onChange={() => ask({}, !bare)} /> {t("map.background")}
          </label>
        )}
      </Form>
      {page.data === null || grown.data === null ? null : (
        <>
          {page.data.bbox === undefined ? (
            <div class="empty">{t("map.none")}</div>
          ) : (
            <Shaded
              land={page.data.features}
              box={page.data.bbox}
              grown={grown.data}
              tiles={bare ? null : page.data.tiles}
              {...asked}
            />
          )}
          <Exports />
          <LandTable land={page.data.features} grown={grown.data} {...asked} />
        </>
      )}
    </>
  );
}

interface Asked {
  shade: Shade;
  from: string;
  to: string;
}

function Shaded({
  land,
  box,
  grown,
  tiles,
  shade,
  from,
  to,
}: {
  land: Land[];
  box: [number, number, number, number];
  grown: Block[];
  tiles: TileSource | null | undefined;
} & Asked) {
  const byPlace = new Map(grown.map((one) => [one.place, one]));
  const shading = { yield: byYield(grown), status: byStatus, pick: byPick }[shade];
  const unit = grown.find((one) => one.per_area !== null)?.per_area?.unit ?? "";
  return (
    <figure class="map-figure">
      <Patterns />
      <MapFrame box={box} label={t("map.label")} tiles={tiles}>
        {(lens) => (
          <Blocks
            lens={lens}
            land={land}
            told={(one) => ({
              look: shading.of(one, byPlace.get(one.id)),
              value: figure(shade, one, byPlace.get(one.id)),
              to: at.harvestLots({ place: one.id, from, to }),
            })}
          />
        )}
      </MapFrame>
      <figcaption>
        <b>{t(`map.by_${shade}`)}</b> {shade === "status" ? null : t("map.of_days", { from, to })}
        <Legend shade={shade} shading={shading} unit={unit} />
      </figcaption>
    </figure>
  );
}

/** What stands on a block, without the unit: that is in the legend. */
function figure(shade: Shade, land: Land, block: Block | undefined): string {
  if (shade === "status") return land.properties.status === null ? "" : statusWord(land.properties.status);
  if (block === undefined) return "";
  if (shade === "pick") return block.days_since === null ? t("map.never") : t("map.days", { n: block.days_since });
  if (block.mass_mg === 0) return t("map.unpicked");
  return block.per_area === null ? mass(block.mass_mg) : number(Math.round(Number(block.per_area.value)));
}

function Exports() {
  const { busy, problem, act } = useAct();
  const save = (format: "pdf" | "json", name: string) => (): void =>
    act(async () => saveFile(name, await mapReport(format, language.value)));
  return (
    <>
      <p class="map-exports">
        <Button disabled={busy} onPress={save("pdf", "lotbook-map.pdf")}>
          {t("map.pdf")}
        </Button>{" "}
        <Button disabled={busy} onPress={save("json", "lotbook-map.geojson")}>
          {t("map.geojson")}
        </Button>{" "}
        <Button onPress={() => go(at.mapImport)}>{t("map.import")}</Button> <span>{t("map.plan")}</span>
      </p>
      {problem === null ? null : <Notice mood="bad">{problem}</Notice>}
    </>
  );
}

function LandTable({ land, grown, from, to }: { land: Land[]; grown: Block[] } & Asked) {
  const byPlace = new Map(grown.map((one) => [one.place, one]));
  const of = (one: Land): Block | undefined => byPlace.get(one.id);
  return (
    <Table
      caption={t("map.table")}
      file={t("map.file", { from, to })}
      cards
      kept="sort"
      rows={land}
      rowKey={(one) => one.id}
      empty={t("harvest.no_blocks")}
      columns={[
        {
          title: t("harvest.by_block"),
          cell: (one) => <Link to={at.harvestLots({ place: one.id, from, to })}>{one.properties.name ?? one.id}</Link>,
        },
        { title: t("field.code"), cell: (one) => <Link to={at.record("places", one.id)}>{one.id}</Link> },
        {
          title: t("col.kind"),
          cell: ({ properties: { kind } }) => (kind === null ? "–" : words("placekind", kind, kind)),
        },
        { title: t("col.status"), cell: (one) => <StatusMark status={one.properties.status} /> },
        {
          title: t("harvest.area_all"),
          number: true,
          cell: ({ properties: { area: told } }) => (told === null ? "–" : `${told.value} ${told.unit}`),
        },
        {
          title: t("map.drawn"),
          cell: ({ id, properties: { drawn_m2 } }) => (
            <Link to={at.drawOf(id)}>{drawn_m2 === null ? t("map.draw") : area(drawn_m2)}</Link>
          ),
          ...areaFigure((one: Land) => one.properties.drawn_m2),
        },
        {
          title: t("col.mass"),
          cell: (one) => mass(of(one)?.mass_mg ?? null),
          ...massFigure((one: Land) => of(one)?.mass_mg ?? null),
        },
        {
          title: t("harvest.per_area"),
          number: true,
          cell: (one) => {
            const yielded = of(one)?.per_area ?? null;
            return yielded === null ? "–" : `${number(Number(yielded.value))} ${yielded.unit}`;
          },
        },
        { title: t("harvest.last_pick"), day: true, cell: (one) => of(one)?.last_picked ?? "–" },
        {
          title: t("harvest.days_since"),
          number: true,
          cell: (one) => {
            const days = of(one)?.days_since ?? null;
            return days === null ? "–" : number(days);
          },
        },
      ]}
    />
  );
}
