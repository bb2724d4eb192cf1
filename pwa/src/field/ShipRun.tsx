import { useState } from "preact/hooks";
import { t } from "../messages";
import { partnerOf, placeName } from "../store/catalog";
import { setRun } from "../store/phone";
import type { Run } from "../store/run";
import { Button, Input } from "../ui";
import { undoLast } from "./harvesting";
import { PickLot } from "./PickLot";
import { inTurn, press } from "./recording";
import { RunLines } from "./RunLines";
import { setBol, ship, shipLot } from "./shipping";

export function ShipRun({ run }: { run: Run }) {
  const [picking, setPicking] = useState(false);
  // The typed text is the screen's own: the run follows it to the disk a moment later.
  const [bol, setNumber] = useState(run.bol);
  const typed = (text: string): void => {
    setNumber(text);
    void inTurn(() => setBol(text));
  };
  if (picking) {
    const chosen = (lot: string, product: string): void => {
      setPicking(false);
      shipLot(lot, product);
    };
    return <PickLot kinds={["packed", "harvest", "received"]} onChoose={chosen} onBack={() => setPicking(false)} />;
  }
  const partner =
    partnerOf(run.partner ?? "")?.name ??
    (run.partner === "public" ? t("ship.public") : run.partner === "members" ? t("ship.members") : run.partner);
  const empty = run.lines.length === 0;
  return (
    <section class="panel run">
      <h2>
        {t("do.ship")} · {placeName(run.place)} · {partner}
      </h2>
      <p class="count" aria-live="polite">
        <b>{t("ship.lines", { n: run.lines.length })}</b>
        <span>{empty ? t("ship.scan") : ""}</span>
      </p>
      <Input label={t("ship.bol")} value={bol} onChange={typed} capitals />
      <div class="row">
        <Button icon="undo" disabled={empty} onPress={() => press(undoLast)}>
          {t("run.undo")}
        </Button>
        <Button icon="ship" main disabled={empty} onPress={() => press(ship)}>
          {t("ship.go")}
        </Button>
      </div>
      <div class="row">
        <Button icon="list" onPress={() => setPicking(true)}>
          {t("lot.pick")}
        </Button>
        <Button icon="back" quiet onPress={() => press(() => setRun(null))}>
          {t("ship.drop")}
        </Button>
      </div>
      <RunLines run={run} />
    </section>
  );
}
