/** The events that this app records, in the words of the contract. */

export interface Quantity {
  value: string;
  unit: string;
}
export type Status = "organic" | "transitional" | "nonorganic";

export interface Tagged {
  tag: string;
  quantity: Quantity;
}
/** A line that takes from a tag or a lot; the lot and quantity win over the tag where they are given. */
export interface TakenLine {
  tag?: string;
  lot?: string;
  quantity?: Quantity;
}
export interface MadeLine {
  lot: string;
  product: string;
  quantity: Quantity;
  status?: Status;
  tags?: Tagged[];
}
export interface ReasonLine {
  reason: string;
  quantity: Quantity;
}
export interface Reference {
  kind: string;
  number: string;
}

export interface Harvest {
  kind: "harvest";
  lot: string;
  product: string;
  from: string[];
  quantity: Quantity;
  tags?: Tagged[];
}
export interface Pack {
  kind: "pack";
  inputs: TakenLine[];
  outputs: MadeLine[];
  losses: ReasonLine[];
  gains: ReasonLine[];
  close?: true;
}
export interface Ship {
  kind: "ship";
  partner: string;
  lines: TakenLine[];
}
export interface Void {
  kind: "void";
  event: string;
  reason: string;
}
export interface Receive {
  kind: "receive";
  partner: string;
  lines: ReceivedLine[];
}
export interface ReceivedLine extends MadeLine {
  status: Status;
  supplier_lot?: string;
  tlc?: string;
  certificate?: string;
  last_certified_operation?: string;
}
export interface Plant {
  kind: "plant";
  lot: string;
  product: string;
  area: Quantity;
  uses: TakenLine[];
}
export interface Apply {
  kind: "apply";
  uses: TakenLine[];
  to: string[];
  purpose?: string;
}
export interface Weigh {
  kind: "weigh";
  of: string[];
  mass: Quantity;
  gross?: Quantity;
  tare?: Quantity;
}
export interface Move {
  kind: "move";
  lines: TakenLine[];
  to: string;
  step?: "cooling";
}
export interface Return {
  kind: "return";
  partner: string;
  lines: TakenLine[];
}
export const DISPOSALS = ["waste", "destroyed", "donated", "sample", "own_use", "shrink"] as const;
export interface Dispose {
  kind: "dispose";
  lines: TakenLine[];
  reason: (typeof DISPOSALS)[number];
}
export interface Reclassify {
  kind: "reclassify";
  lines: (TakenLine & { to_lot: string })[];
  status: Status;
  reason: string;
}
export interface Count {
  kind: "count";
  lines: TakenLine[];
  complete?: true;
}
export interface Hold {
  kind: "hold";
  lots: string[];
  state: "hold" | "release";
  reason: string;
}
export interface TagChange {
  kind: "tag";
  action: "bind" | "retire" | "replace";
  tag: string;
  lot?: string;
  quantity?: Quantity;
  with?: string;
}
export interface Clean {
  kind: "clean";
  method: string;
  what?: string;
}
export interface Note {
  kind: "note";
  about: { lot?: string; place?: string; event?: string }[];
}
export type Facts =
  | Harvest
  | Pack
  | Ship
  | Void
  | Receive
  | Plant
  | Apply
  | Weigh
  | Move
  | Return
  | Dispose
  | Reclassify
  | Count
  | Hold
  | TagChange
  | Clean
  | Note;
export type Kind = Facts["kind"];

/** A photo or paper of a record, by the hash of its bytes. */
export interface Doc {
  sha256: string;
  name: string;
  kind: string;
  mime: string;
}

/** What a screen hands over to be recorded; who, when and the signature are added when it is saved. */
export type Draft = Facts & {
  place?: string | null;
  run?: string | null;
  replaces?: string;
  refs?: Reference[];
  docs?: Doc[];
  note?: string;
  /** Where the phone was, where somebody wants that: degrees, and how sure it was in metres. */
  gps?: { lat: number; lon: number; accuracy_m: number };
};

export type Recorded = Draft & { id: string; v: 1; at: string; by: string };

/** The same facts again with another quantity, and with the tags that carried all of it. */
export function withQuantity(event: Draft, quantity: Quantity): Draft {
  const retagged = (tags: Tagged[] | undefined): { tags?: Tagged[] } =>
    tags === undefined ? {} : { tags: tags.length === 1 ? tags.map((one) => ({ tag: one.tag, quantity })) : tags };
  switch (event.kind) {
    case "harvest":
      return { ...event, quantity, ...retagged(event.tags) };
    case "plant":
      return { ...event, area: quantity };
    case "weigh":
      return { ...event, mass: quantity };
    case "receive":
      return { ...event, lines: event.lines.map((line) => ({ ...line, quantity, ...retagged(line.tags) })) };
    case "move":
    case "ship":
    case "return":
    case "dispose":
    case "count":
      return { ...event, lines: event.lines.map((line) => ({ ...line, quantity })) };
    case "reclassify":
      return { ...event, lines: event.lines.map((line) => ({ ...line, quantity })) };
    case "apply":
      return { ...event, uses: event.uses.map((line) => ({ ...line, quantity })) };
    case "pack":
      if (event.outputs.length === 1)
        return { ...event, outputs: event.outputs.map((line) => ({ ...line, quantity, ...retagged(line.tags) })) };
      if (event.losses.length === 1) return { ...event, losses: event.losses.map((line) => ({ ...line, quantity })) };
      return { ...event, inputs: event.inputs.map((line) => ({ ...line, quantity })) };
    case "hold":
    case "tag":
    case "clean":
    case "note":
    case "void":
      return event;
  }
}

/** The one quantity that a correction of this event would change, or null if there is none. */
export function correctable(event: Draft): Quantity | null {
  switch (event.kind) {
    case "harvest":
      return event.quantity;
    case "plant":
      return event.area;
    case "weigh":
      return event.mass;
    case "pack":
      return only([...event.outputs, ...event.losses, ...event.inputs]);
    case "apply":
      return only(event.uses);
    case "receive":
    case "move":
    case "ship":
    case "return":
    case "dispose":
    case "reclassify":
    case "count":
      return only(event.lines);
    case "hold":
    case "tag":
    case "clean":
    case "note":
    case "void":
      return null;
  }
}

const only = (lines: { quantity?: Quantity }[]): Quantity | null =>
  lines.length === 1 ? (lines[0]?.quantity ?? null) : null;

/** The product of the one quantity that an event has, as far as it says it. */
export function productIn(event: Draft): string | null {
  if (event.kind === "harvest") return event.product;
  if (event.kind === "pack") return event.outputs[0]?.product ?? null;
  if (event.kind === "receive") return event.lines[0]?.product ?? null;
  return null;
}

/** Whether what came in by this event can still be weighed: a scale ticket names the events that it weighs. */
export const weighable = (event: Draft): boolean =>
  event.kind === "harvest" || event.kind === "receive" || (event.kind === "pack" && event.outputs.length > 0);
