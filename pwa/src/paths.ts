import { signal } from "@preact/signals";

/** Every address of the app, and the way from one to another. */

export const path = signal(location.pathname + location.search);

addEventListener("popstate", () => void (path.value = location.pathname + location.search));

export function go(to: string, replace = false): void {
  if (replace) history.replaceState(null, "", to);
  else history.pushState(null, "", to);
  path.value = to;
  scrollTo(0, 0);
}

/** Write into the address what was typed on this page, so that the way back finds it; the page stays as it is. */
export const remember = (to: string): void => history.replaceState(null, "", to);

/** Let a link inside the app change the page without loading it anew. */
export function follow(event: MouseEvent): void {
  const link = event.currentTarget;
  if (
    !(link instanceof HTMLAnchorElement || link instanceof SVGAElement) ||
    event.defaultPrevented ||
    event.button !== 0 ||
    event.metaKey ||
    event.ctrlKey ||
    event.shiftKey
  )
    return;
  event.preventDefault();
  go(link instanceof SVGAElement ? link.href.baseVal : link.pathname + link.search);
}

const code = encodeURIComponent;
export const at = {
  home: "/",
  enrol: "/enrol",
  today: "/field/today",
  fix: (id: string): string => `/field/today/${code(id)}`,
  status: "/field/status",
  stock: "/field/stock",
  harvestSheet: "/field/sheet/harvest",
  standSheet: "/field/sheet/stand",
  desk: "/desk",
  start: (step?: string): string => `/desk/start${step === undefined ? "" : `?step=${code(step)}`}`,
  sample: "/desk/sample",
  lots: "/desk/lots",
  lotsOf: (filter: Record<string, string>): string => `/desk/lots?${new URLSearchParams(filter).toString()}`,
  harvest: "/desk/harvest",
  harvestLots: (asked: Record<string, string>): string => `/desk/harvest/lots?${new URLSearchParams(asked).toString()}`,
  map: "/desk/map",
  drawOf: (place: string): string => `/desk/map/draw?place=${code(place)}`,
  mapImport: "/desk/map/import",
  stockPage: "/desk/stock",
  lot: (lot: string): string => `/desk/lots/${code(lot)}`,
  book: "/desk/book",
  bookAbout: (what: string): string => `/desk/book?q=${code(what)}`,
  bookOf: (lot: string): string => `/desk/book?lot=${code(lot)}`,
  balance: "/desk/balance",
  trace: "/desk/trace",
  traceOf: (direction: "back" | "forward", lot: string): string =>
    `/desk/trace?direction=${direction}&lot=${code(lot)}`,
  findings: "/desk/findings",
  journal: "/desk/journal",
  late: "/desk/late",
  quarantine: "/desk/quarantine",
  labels: "/desk/labels",
  labelsOf: (lot: string): string => `/desk/labels?what=lot&codes=${code(lot)}`,
  registry: (name: string): string => `/desk/${name}`,
  importing: (name: string): string => `/desk/import?of=${code(name)}`,
  record: (name: string, which: string): string => `/desk/${name}?code=${code(which)}`,
  phones: "/desk/phones",
  voice: "/desk/voice",
  inspections: "/desk/inspections",
  settings: "/desk/settings",
  inspect: "/inspect",
  ask: (kind: string, asked: Record<string, string> = {}): string =>
    `/inspect/${kind}${Object.keys(asked).length === 0 ? "" : `?${new URLSearchParams(asked).toString()}`}`,
  exercise: (id: string): string => `/inspect/exercise/${code(id)}`,
  examined: (lot: string): string => `/inspect/lot/${code(lot)}`,
  records: (filter: Record<string, string> = {}): string =>
    `/inspect/records${Object.keys(filter).length === 0 ? "" : `?${new URLSearchParams(filter).toString()}`}`,
};
