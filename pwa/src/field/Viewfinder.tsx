import { useEffect, useRef, useState } from "preact/hooks";
import { NoCamera, startCamera, type Camera, type CameraTrouble } from "../device";
import { t } from "../messages";
import { run } from "../store/phone";
import { Button, Icon } from "../ui";
import { fromCamera, onScan } from "./scanned";
import { TypeCode } from "./TypeCode";

/** The camera is the home screen; where there is none, every code can be typed. */
export function Viewfinder({
  onText = fromCamera,
  alone = false,
}: {
  onText?: (text: string) => void;
  alone?: boolean;
}) {
  const video = useRef<HTMLVideoElement>(null);
  const [camera, setCamera] = useState<Camera | null>(null);
  const [trouble, setTrouble] = useState<CameraTrouble | null>(null);
  const [torch, setTorch] = useState(false);
  const [typing, setTyping] = useState(false);

  useEffect(() => {
    let gone = false;
    let mine: Camera | null = null;
    if (video.current === null) return;
    startCamera(video.current, onText).then(
      (started) => {
        mine = started;
        if (gone) started.stop();
        else setCamera(started);
      },
      (cause: unknown) => setTrouble(cause instanceof NoCamera ? cause.why : "none"),
    );
    return () => {
      gone = true;
      mine?.stop();
    };
  }, [onText]);

  const light = camera?.torch ?? null;
  const typed = (text: string): void => (onText === fromCamera ? onScan(text) : onText(text));
  return (
    <div class={run.value === null ? "viewfinder" : "viewfinder low"}>
      {trouble === null ? (
        <div class="lens">
          <video ref={video} muted playsInline aria-label={t("camera.label")} />
          <div class="reticle" aria-hidden="true" />
        </div>
      ) : (
        <p class="no-camera">
          <Icon name="camera" />
          <span>{t(`camera.${trouble}`)}</span>
        </p>
      )}
      {alone ? null : typing || trouble !== null ? (
        <TypeCode onText={typed} />
      ) : (
        <div class="row over">
          <Button icon="keys" label={t("scan.type")} onPress={() => setTyping(true)}>
            {t("scan.type_short")}
          </Button>
          {light === null ? null : (
            <Button
              icon="torch"
              pressed={torch}
              onPress={() => {
                setTorch(!torch);
                light(!torch).catch(() => setTorch(false));
              }}
            >
              {t("camera.torch")}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}
