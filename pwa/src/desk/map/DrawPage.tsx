import { useState } from "preact/hooks";
import { farmMap, polygonsOf, putRecord, registry, shapesOf, type Boundary, type FarmMap, type Place } from "../../api";
import { t } from "../../messages";
import { at, go } from "../../paths";
import { useAct, useLoad } from "../../sheets/load";
import { Head } from "../../sheets/parts";
import { Button, Form, Notice, Submit, TextArea } from "../../ui";
import { pathOf } from "./Blocks";
import { cornersOf, listOf } from "./corners";
import { faultText } from "./faults";
import { MapFrame } from "./MapFrame";
import { boxAround } from "./projection";

/** A block's boundary, drawn corner by corner on the map or written as a list, which are one and the same. */
export function DrawPage({ code }: { code: string }) {
  const page = useLoad(() => Promise.all([farmMap(), registry("places")]), code);
  const [map, places] = page.data ?? [null, []];
  const place = places.find((one) => one.code === code);
  return (
    <>
      <Head title={t("draw.title", { name: place?.name ?? code })} what={t("draw.what")} loaded={page} />
      {map === null || place === undefined ? null : <Drawing place={place} map={map} />}
    </>
  );
}

function Drawing({ place, map: { features: land, tiles } }: { place: Place; map: FarmMap }) {
  const known = land.find((one) => one.id === place.code)?.geometry ?? null;
  const parts = known === null ? [] : polygonsOf(known).flat();
  const [text, setText] = useState(listOf(parts[0]?.slice(0, -1) ?? []));
  const { busy, problem, act } = useAct();
  const { corners, wrong } = cornersOf(text);
  const others = land.flatMap((one) => (one.id === place.code || one.geometry === null ? [] : [one.geometry]));
  const box = boxAround([...corners, ...others.flatMap((one) => polygonsOf(one).flat(2))]);
  const keep = (boundary: Boundary | null) => async (): Promise<void> => {
    await putRecord("places", { ...place, boundary });
    go(at.map);
  };
  const save = async (): Promise<void> => {
    const [found] = await shapesOf({ type: "Polygon", coordinates: [[...corners, corners[0]]] });
    if (found === undefined || found.boundary === null)
      throw new Error(faultText(found?.fault ?? "no_polygon", found?.at));
    await keep(found.boundary)();
  };
  return (
    <>
      {parts.length > 1 ? <Notice mood="warn">{t("draw.several")}</Notice> : null}
      {box === null ? (
        <Notice mood="warn">{t("draw.first")}</Notice>
      ) : (
        <MapFrame
          box={box}
          label={t("map.label")}
          tiles={tiles}
          onPoint={(corner) => setText(listOf([...corners, corner]))}
        >
          {(lens) => (
            <>
              {others.map((one, i) => (
                <path key={i} class="other-block" d={pathOf(one, lens.at)} />
              ))}
              {corners.length === 0 ? null : (
                <path class="drawn" d={`M${corners.map((one) => lens.at(one).join(" ")).join("L")}Z`} />
              )}
              {corners.map((one, i) => (
                <circle key={i} class="corner" cx={lens.at(one)[0]} cy={lens.at(one)[1]} r="4.5" />
              ))}
            </>
          )}
        </MapFrame>
      )}
      {problem === null ? null : <Notice mood="bad">{problem}</Notice>}
      <Form onSubmit={() => act(save)}>
        <TextArea
          label={t("draw.corners")}
          help={t("draw.corners_help")}
          value={text}
          onChange={setText}
          rows={Math.min(14, Math.max(5, corners.length + 1))}
          error={wrong === null ? undefined : t("draw.wrong_line", { line: wrong })}
        />
        <p class="map-exports">
          <Submit busy={busy || wrong !== null || corners.length < 3}>{t("save")}</Submit>
          <Button disabled={corners.length === 0} onPress={() => setText(listOf(corners.slice(0, -1)))}>
            {t("draw.undo")}
          </Button>
          <Button disabled={corners.length === 0} onPress={() => setText("")}>
            {t("draw.clear")}
          </Button>
          <Button quiet onPress={() => go(at.map)}>
            {t("cancel")}
          </Button>
        </p>
      </Form>
      {known === null || text !== "" ? null : (
        <Button disabled={busy} onPress={() => act(keep(null))}>
          {t("draw.remove")}
        </Button>
      )}
    </>
  );
}
