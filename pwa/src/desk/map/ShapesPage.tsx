import { useState } from "preact/hooks";
import { farmMap, polygonsOf, putRecord, registry, shapesOf, type FarmMap, type FoundShape } from "../../api";
import { t } from "../../messages";
import { at, go } from "../../paths";
import { useAct, useLoad } from "../../sheets/load";
import { Head } from "../../sheets/parts";
import { Button, FileButton, Notice, Select, Table } from "../../ui";
import { area } from "../area";
import { pathOf } from "./Blocks";
import { faultText } from "./faults";
import { MapFrame } from "./MapFrame";
import { boxAround } from "./projection";

/** Boundaries out of somebody's GeoJSON file: what each shape would change, before anything is kept. */
export function ShapesPage() {
  const page = useLoad(farmMap, "map");
  const [shapes, setShapes] = useState<FoundShape[] | null>(null);
  const { busy, problem, act } = useAct();
  const read = async (file: File): Promise<void> => {
    setShapes(null);
    let told: unknown;
    try {
      told = JSON.parse(await file.text());
    } catch {
      throw new Error(t("shapes.no_json"));
    }
    setShapes(await shapesOf(told));
  };
  return (
    <>
      <Head title={t("shapes.title")} what={t("shapes.what")} loaded={page} />
      <p class="map-exports">
        <FileButton accept=".geojson,.json,application/geo+json" busy={busy} onFile={(file) => act(() => read(file))}>
          {t("shapes.choose")}
        </FileButton>
        <Button quiet onPress={() => go(at.map)}>
          {t("back")}
        </Button>
      </p>
      {problem === null ? null : <Notice mood="bad">{problem}</Notice>}
      {shapes === null || page.data === null ? null : <Preview shapes={shapes} map={page.data} onChange={setShapes} />}
    </>
  );
}

function Preview({
  shapes,
  map: { features: land, tiles },
  onChange,
}: {
  shapes: FoundShape[];
  map: FarmMap;
  onChange: (shapes: FoundShape[]) => void;
}) {
  const { busy, problem, act } = useAct();
  const good = shapes.filter((one) => one.boundary !== null);
  const kept = good.filter((one) => one.place !== null);
  const twice = new Set(kept.map((one) => one.place)).size < kept.length;
  const before = land.flatMap((one) => one.geometry ?? []);
  const box = boxAround(
    [...before, ...good.flatMap((one) => one.boundary ?? [])].flatMap((one) => polygonsOf(one).flat(2)),
  );
  const choose = (number: number, place: string): void =>
    onChange(shapes.map((one) => (one.number === number ? { ...one, place: place === "" ? null : place } : one)));
  const save = async (): Promise<void> => {
    const places = new Map((await registry("places")).map((one) => [one.code, one]));
    for (const { place, boundary } of kept) {
      const known = places.get(place ?? "");
      if (known !== undefined) await putRecord("places", { ...known, boundary });
    }
    go(at.map);
  };
  const drawn = new Map(land.map((one) => [one.id, one.geometry !== null]));
  return (
    <>
      {box === null ? null : (
        <MapFrame box={box} label={t("map.label")} tiles={tiles}>
          {(lens) => (
            <>
              {before.map((one, i) => (
                <path key={i} class="other-block" d={pathOf(one, lens.at)} />
              ))}
              {good.map((one) =>
                one.boundary === null ? null : (
                  <path
                    key={one.number}
                    class={one.place === null ? "drawn left-out" : "drawn"}
                    d={pathOf(one.boundary, lens.at)}
                  />
                ),
              )}
            </>
          )}
        </MapFrame>
      )}
      <Table
        caption={t("shapes.title")}
        cards
        rows={shapes}
        rowKey={(one) => String(one.number)}
        empty={t("shapes.none")}
        columns={[
          { title: t("shapes.label"), cell: (one) => one.label ?? `#${one.number + 1}` },
          { title: t("map.drawn"), number: true, cell: (one) => area(one.area_m2) },
          {
            title: t("col.place"),
            cell: (one) =>
              one.boundary === null ? (
                "–"
              ) : (
                <Select
                  label={t("shapes.place_of", { label: one.label ?? `#${one.number + 1}` })}
                  value={one.place ?? ""}
                  onChange={(place) => choose(one.number, place)}
                  choices={[
                    { value: "", label: t("shapes.leave") },
                    ...land.map(({ id, properties }) => ({
                      value: id,
                      label: `${id} ${properties.name ?? ""}`.trim(),
                    })),
                  ]}
                />
              ),
          },
          {
            title: t("col.state"),
            cell: (one) => {
              if (one.fault !== null) return <span class="mark bad">{faultText(one.fault, one.at)}</span>;
              if (one.place === null) return t("shapes.leave");
              return drawn.get(one.place) === true ? t("shapes.replaces") : t("shapes.new");
            },
          },
        ]}
      />
      {twice ? <Notice mood="bad">{t("shapes.twice")}</Notice> : null}
      {problem === null ? null : <Notice mood="bad">{problem}</Notice>}
      <Button main disabled={busy || twice || kept.length === 0} onPress={() => act(save)}>
        {t("shapes.keep", { n: kept.length })}
      </Button>
    </>
  );
}
