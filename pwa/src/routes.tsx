import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Field } from "./field/Field";
import { t } from "./messages";
import { path } from "./paths";

/** The field part is here from the start; the desk is loaded when somebody asks for it. */
export function Routes() {
  return path.value.startsWith("/desk") ? <Desk /> : <Field />;
}

function Desk() {
  const [Loaded, setLoaded] = useState<ComponentType | null>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    import("./desk/Desk").then(
      (part) => setLoaded(() => part.Desk),
      () => setFailed(true),
    );
  }, []);
  if (Loaded !== null) return <Loaded />;
  return <main class="page">{failed ? <p role="alert">{t("trouble.network")}</p> : null}</main>;
}
