import { useEffect, useRef, useState } from "preact/hooks";
import { NoCamera, startCamera, type Camera, type CameraTrouble } from "../device";
import { t } from "../messages";
import { Icon } from "../ui";

/** The camera, until it has read one label. */
export function Lens({ onText }: { onText: (text: string) => void }) {
  const video = useRef<HTMLVideoElement>(null);
  const [trouble, setTrouble] = useState<CameraTrouble | null>(null);
  useEffect(() => {
    let gone = false;
    let mine: Camera | null = null;
    const once = (text: string): void => {
      if (gone) return;
      gone = true;
      mine?.stop();
      onText(text);
    };
    if (video.current !== null)
      startCamera(video.current, once).then(
        (started) => {
          mine = started;
          if (gone) started.stop();
        },
        (cause: unknown) => setTrouble(cause instanceof NoCamera ? cause.why : "none"),
      );
    return () => {
      gone = true;
      mine?.stop();
    };
  }, []);
  if (trouble !== null)
    return (
      <p class="hint">
        <Icon name="camera" /> {t(`camera.${trouble}`)}
      </p>
    );
  return <video class="label-lens" ref={video} muted playsInline aria-label={t("camera.label")} />;
}
