import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Field } from "./field/Field";
import { t } from "./messages";
import { path } from "./paths";

/** The field part is here from the start; the desk and the inspection are loaded when somebody asks for them. */
const LATER: Record<string, () => Promise<ComponentType>> = {
  "/desk": async () => (await import("./desk/Desk")).Desk,
  "/inspect": async () => (await import("./inspect/Inspection")).Inspection,
};

export function Routes() {
  const later = Object.keys(LATER).find((prefix) => path.value.startsWith(prefix));
  return later === undefined ? <Field /> : <Later key={later} part={later} />;
}

function Later({ part }: { part: string }) {
  const [Loaded, setLoaded] = useState<ComponentType | null>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    LATER[part]?.().then(
      (loaded) => setLoaded(() => loaded),
      () => setFailed(true),
    );
  }, [part]);
  if (Loaded !== null) return <Loaded />;
  return <main class="page">{failed ? <p role="alert">{t("trouble.network")}</p> : null}</main>;
}
