import { useEffect, useRef, useState } from "preact/hooks";
import { NoCamera, readPhoto, startCamera, type Camera, type CameraTrouble } from "../device";
import { t } from "../messages";
import { run } from "../store/phone";
import { Button, FileButton, Icon } from "../ui";
import { say } from "./feedback";
import { fromCamera, onScan } from "./scanned";
import { TypeCode } from "./TypeCode";

const TROUBLE = "lotbook-camera";

function remembered(): CameraTrouble | null {
  const why = sessionStorage.getItem(TROUBLE);
  return why === "none" || why === "refused" || why === "busy" ? why : null;
}

/** A photo of a label, taken by the phone's own camera app: what it says is a scan like any other. */
function PhotoOfLabel({ onText }: { onText: (text: string) => void }) {
  const read = async (file: File): Promise<void> => {
    const [text] = await readPhoto(file).catch(() => []);
    if (text === undefined) say("bad", t("scan.photo_unread"));
    else onText(text);
  };
  return (
    <FileButton accept="image/*" camera icon="camera" label={t("scan.photo")} onFile={(file) => void read(file)} />
  );
}

/** The camera is the home screen; where there is none, every code can be typed. */
export function Viewfinder({
  onText = fromCamera,
  alone = false,
  hidden = false,
}: {
  onText?: (text: string) => void;
  alone?: boolean;
  /** While a number is typed the camera goes on, unseen: to open it again would take a second. */
  hidden?: boolean;
}) {
  const video = useRef<HTMLVideoElement>(null);
  const unseen = useRef(hidden);
  // Where the lens was, its trouble stands as high, so that nothing moves from under a finger; next time it is small.
  const known = useRef(remembered() !== null);
  unseen.current = hidden;
  const [camera, setCamera] = useState<Camera | null>(null);
  const [trouble, setTrouble] = useState<CameraTrouble | null>(remembered);
  const [attempt, setAttempt] = useState(0);
  const [torch, setTorch] = useState(false);
  const [typing, setTyping] = useState(false);

  useEffect(() => {
    let gone = false;
    let mine: Camera | null = null;
    if (video.current === null) return;
    const heard = (text: string): void => {
      if (!unseen.current) onText(text);
    };
    startCamera(video.current, heard).then(
      (started) => {
        mine = started;
        if (gone) started.stop();
        else setCamera(started);
      },
      (cause: unknown) => {
        const why = cause instanceof NoCamera ? cause.why : "none";
        sessionStorage.setItem(TROUBLE, why);
        setTrouble(why);
      },
    );
    return () => {
      gone = true;
      mine?.stop();
    };
  }, [onText, attempt]);
  const again = (): void => {
    sessionStorage.removeItem(TROUBLE);
    setTrouble(null);
    setAttempt(attempt + 1);
  };

  const light = camera?.torch ?? null;
  const typed = (text: string): void => (onText === fromCamera ? onScan(text) : onText(text));
  return (
    <div class={run.value === null ? "viewfinder" : "viewfinder low"} hidden={hidden}>
      {trouble === null ? (
        <div class="lens">
          <video ref={video} muted playsInline aria-label={t("camera.label")} />
          <div class="reticle" aria-hidden="true" />
        </div>
      ) : (
        <p class={known.current ? "no-camera" : "no-camera tall"}>
          <Icon name="camera" />
          <span>{t(`camera.${trouble}`)}</span>
          <Button quiet onPress={again}>
            {t("camera.again")}
          </Button>
        </p>
      )}
      {alone ? null : typing || trouble !== null ? (
        <TypeCode onText={typed}>
          <PhotoOfLabel onText={typed} />
        </TypeCode>
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
