import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { askEarly } from "./api";
import { Field } from "./field/Field";
import { needWords, t } from "./messages";
import { path } from "./paths";

/** The field part is here from the start; the desk and the inspection are loaded when somebody asks for them. */
const LATER = {
  "/desk": async () => {
    askEarly();
    const [{ Desk }] = await Promise.all([import("./desk/Desk"), needWords("desk")]);
    return Desk;
  },
  "/inspect": async () => {
    const [{ Inspection }] = await Promise.all([import("./inspect/Inspection"), needWords("desk", "inspect")]);
    return Inspection;
  },
};

type Part = keyof typeof LATER;
const PARTS: readonly Part[] = ["/desk", "/inspect"];
const partOf = (where: string): Part | undefined => PARTS.find((prefix) => where.startsWith(prefix));

const loads = new Map<Part, Promise<ComponentType>>();
function load(part: Part): Promise<ComponentType> {
  const begun = loads.get(part) ?? LATER[part]();
  loads.set(part, begun);
  begun.catch(() => loads.delete(part)); // the network may be back when somebody asks again
  return begun;
}

/** Begin to load the part that the address asks for; says whether that is one which needs nothing of this phone. */
export function beginPart(): boolean {
  const part = partOf(path.value);
  if (part !== undefined) void load(part).catch(() => undefined);
  return part !== undefined;
}

export function Routes() {
  const later = partOf(path.value);
  return later === undefined ? <Field /> : <Later key={later} part={later} />;
}

function Later({ part }: { part: Part }) {
  const [Loaded, setLoaded] = useState<ComponentType | null>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    load(part).then(
      (loaded) => setLoaded(() => loaded),
      () => setFailed(true),
    );
  }, [part]);
  if (Loaded !== null) return <Loaded />;
  return <main class="page">{failed ? <p role="alert">{t("trouble.network")}</p> : null}</main>;
}
