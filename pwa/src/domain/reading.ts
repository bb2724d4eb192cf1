import type { Quantity } from "./events";

/** What a phone needs to know of the book while it is offline: which tag holds what, and which lots there are. */

export interface TagState {
  tag: string;
  lot: string | null;
  quantity: Quantity | null;
  state: "blank" | "bound" | "retired" | "free";
}
export interface LotState {
  lot: string;
  kind: string;
  product: string;
  status: string | null;
  place: string | null;
  units: string | null;
  unit: string | null;
  mass_mg: number | null;
  made_on: string | null;
  /** What went into it, as far as is known. */
  from?: string[];
  /** Why it may not be used or shipped now; null or left out where it may. */
  hold?: string | null;
}
export interface Effects {
  tags: TagState[];
  lots: LotState[];
  /** Lots of which all that is held went to another place. */
  moved: { lot: string; place: string }[];
  /** Lots that were put on hold, with the reason, or (null) released. */
  held: { lot: string; hold: string | null }[];
}

export interface Line {
  tag?: string | null;
  lot?: string | null;
  product?: string;
  quantity?: Quantity | null;
  status?: string | null;
  tags?: { tag: string; quantity?: Quantity | null }[] | null;
}
/** Any event as the book gives it; only the fields that matter here. */
export interface AnyEvent extends Line {
  kind: string;
  at: string;
  id?: string;
  /** The event that a void names. */
  event?: unknown;
  replaces?: string | null;
  uses?: Line[];
  from?: string[] | null;
  place?: string | null;
  action?: string;
  with?: string | null;
  to?: unknown;
  lots?: string[];
  state?: string;
  reason?: string | null;
  inputs?: Line[];
  outputs?: Line[];
  lines?: Line[];
}

const MADE_KIND: Record<string, string> = {
  harvest: "harvest",
  plant: "planting",
  receive: "received",
  open: "harvest",
  pack: "packed",
};

function bound(line: Line): TagState[] {
  return (line.tags ?? []).map((one) => ({
    tag: one.tag,
    lot: line.lot ?? null,
    quantity: one.quantity ?? null,
    state: "bound" as const,
  }));
}

function freed(lines: Line[]): TagState[] {
  return lines.flatMap((line) =>
    line.tag ? [{ tag: line.tag, lot: line.lot ?? null, quantity: line.quantity ?? null, state: "free" as const }] : [],
  );
}

function made(event: AnyEvent, lines: Line[]): LotState[] {
  const from = [...(event.from ?? []), ...(event.inputs ?? []).flatMap(({ lot }) => (lot ? [lot] : []))];
  return lines.flatMap(({ lot, product, status }) =>
    lot && product
      ? [
          {
            lot,
            product,
            kind: MADE_KIND[event.kind] ?? "harvest",
            status: status ?? null,
            place: event.place ?? null,
            units: null,
            unit: null,
            mass_mg: null,
            made_on: event.at.slice(0, 10),
            from,
          },
        ]
      : [],
  );
}

/** The tags and lots that an event touches, as they are after it. */
export function effects(event: AnyEvent): Effects {
  const nothing: Effects = { tags: [], lots: [], moved: [], held: [] };
  const lines = event.lines ?? [];
  switch (event.kind) {
    case "harvest":
    case "plant":
      return { ...nothing, tags: bound(event), lots: made(event, [event]) };
    case "receive":
    case "open":
      return { ...nothing, tags: lines.flatMap(bound), lots: made(event, lines) };
    case "pack":
      return {
        ...nothing,
        tags: [...freed(event.inputs ?? []), ...(event.outputs ?? []).flatMap(bound)],
        lots: made(event, event.outputs ?? []),
      };
    case "ship":
    case "dispose":
      return { ...nothing, tags: freed(lines) };
    case "move":
      return { ...nothing, moved: moved(event.to, lines) };
    case "tag":
      return { ...nothing, tags: tagged(event) };
    case "hold":
      return { ...nothing, held: held(event.lots ?? [], event.state === "hold" ? (event.reason ?? "") : null) };
    case "return":
      return {
        ...nothing,
        held: held(
          lines.flatMap(({ lot }) => lot ?? []),
          CAME_BACK,
        ),
      };
    default:
      return nothing;
  }
}

/** The lots that an event takes from, moves or uses, where it names them. */
export const lotsTaken = (event: AnyEvent): string[] =>
  event.kind === "return" || event.kind === "receive" || event.kind === "count"
    ? []
    : [...(event.inputs ?? []), ...(event.lines ?? []), ...(event.uses ?? [])].flatMap(({ lot }) => lot ?? []);

/** The reason of a hold that nobody put: what a customer sent back waits until somebody looked at it. */
export const CAME_BACK = "return";

const held = (lots: string[], hold: string | null): Effects["held"] => lots.map((lot) => ({ lot, hold }));

function moved(to: unknown, lines: Line[]): Effects["moved"] {
  if (typeof to !== "string") return [];
  return lines.flatMap(({ lot, tag, quantity }) => (lot && !tag && !quantity ? [{ lot, place: to }] : []));
}

/** The tags of a voided event as they were before it: what it bound is blank, what it took is bound again. */
export function undone(event: AnyEvent): TagState[] {
  return effects(event).tags.map((one) =>
    one.state === "free" ? { ...one, state: "bound" } : { ...one, lot: null, quantity: null, state: "blank" },
  );
}

function tagged(event: AnyEvent): TagState[] {
  if (!event.tag) return [];
  const now = { lot: event.lot ?? null, quantity: event.quantity ?? null };
  if (event.action === "bind") return [{ tag: event.tag, ...now, state: "bound" }];
  const retired: TagState = { tag: event.tag, lot: null, quantity: null, state: "retired" };
  return event.action === "replace" && event.with ? [retired, { tag: event.with, ...now, state: "bound" }] : [retired];
}
