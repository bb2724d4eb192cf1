import { useState } from "preact/hooks";
import { putOperation, type Operation } from "../../api";
import { t } from "../../messages";
import { at } from "../../paths";
import { useAct } from "../../sheets/load";
import { Link } from "../../sheets/parts";
import { Button, Form, Input, Notice, Submit } from "../../ui";

const ZOOM_USUAL = 19;

/** Where the pictures under the map come from: nowhere, until the operation names a source. */
export function TilesForm({ of, onSaved }: { of: Operation; onSaved: () => void }) {
  const [url, setUrl] = useState(of.tiles?.url ?? "");
  const [credit, setCredit] = useState(of.tiles?.credit ?? "");
  const [zoom, setZoom] = useState(String(of.tiles?.zoom_max ?? ZOOM_USUAL));
  const [saved, setSaved] = useState(false);
  const { busy, problem, act } = useAct();
  const keep = (tiles: NonNullable<Operation["tiles"]> | null) => async (): Promise<void> => {
    setSaved(false);
    await putOperation({ ...of, tiles });
    setSaved(true);
    onSaved();
  };
  const remove = (): void => {
    setUrl("");
    setCredit("");
    act(keep(null));
  };
  return (
    <section class="card">
      <h2>{t("tiles.title")}</h2>
      <p>{t("tiles.what")}</p>
      {problem === null ? null : <Notice mood="bad">{problem}</Notice>}
      {saved ? (
        <Notice mood="ok">
          {t("settings.saved")} <Link to={at.map}>{t("nav.map")}</Link>
        </Notice>
      ) : null}
      <Form onSubmit={() => act(keep({ url: url.trim(), credit: credit.trim(), zoom_max: Number(zoom) }))}>
        <Input label={t("tiles.url")} value={url} onChange={setUrl} help={t("tiles.url_help")} required />
        <Input label={t("tiles.credit")} value={credit} onChange={setCredit} help={t("tiles.credit_help")} required />
        <Input label={t("tiles.zoom")} value={zoom} onChange={setZoom} help={t("tiles.zoom_help")} type="number" />
        <p class="map-exports">
          <Submit busy={busy}>{t("save")}</Submit>
          {of.tiles == null ? null : (
            <Button disabled={busy} onPress={remove}>
              {t("tiles.remove")}
            </Button>
          )}
        </p>
      </Form>
    </section>
  );
}
