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
export type Facts = Harvest | Pack | Ship | Void;

/** What a screen hands over to be recorded; who, when and the signature are added when it is saved. */
export type Draft = Facts & {
  place?: string | null;
  run?: string | null;
  replaces?: string;
  refs?: Reference[];
  note?: string;
};

export type Recorded = Draft & { id: string; v: 1; at: string; by: string };

/** The same facts again with another quantity, and with the tags that carried all of it. */
export function withQuantity(event: Draft, quantity: Quantity): Draft {
  const retagged = (tags: Tagged[] | undefined): { tags?: Tagged[] } =>
    tags === undefined ? {} : { tags: tags.length === 1 ? tags.map((one) => ({ tag: one.tag, quantity })) : tags };
  if (event.kind === "harvest") return { ...event, quantity, ...retagged(event.tags) };
  if (event.kind !== "pack") return event;
  if (event.outputs.length === 1)
    return { ...event, outputs: event.outputs.map((line) => ({ ...line, quantity, ...retagged(line.tags) })) };
  if (event.losses.length === 1) return { ...event, losses: event.losses.map((line) => ({ ...line, quantity })) };
  if (event.inputs.length === 1) return { ...event, inputs: event.inputs.map((line) => ({ ...line, quantity })) };
  return event;
}

/** The one quantity that a correction of this event would change, or null if there is none. */
export function correctable(event: Draft): Quantity | null {
  if (event.kind === "harvest") return event.quantity;
  if (event.kind !== "pack") return null;
  const lines = [...event.outputs, ...event.losses, ...event.inputs];
  return lines.length === 1 ? (lines[0]?.quantity ?? null) : null;
}
