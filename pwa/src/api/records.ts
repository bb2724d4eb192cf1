import type { Boundary } from "./map";
import type { Q, Status } from "./types";

/** What every record of the registry may bear besides its own fields. */
export interface Kept {
  /** Out of use: it keeps its history and is offered nowhere. */
  retired?: boolean | null;
  seq?: number;
}
export interface Place extends Kept {
  code: string;
  name: string;
  kind: string;
  parent: string | null;
  area: Q | null;
  status: { from: string; status: Status }[] | null;
  boundary?: Boundary | null;
  contact?: Record<string, string | null> | null;
}
export interface Product extends Kept {
  code: string;
  name: string;
  commodity: string;
  variety: string | null;
  stage: "input" | "planting" | "harvested" | "packed";
  class: "agricultural" | "allowed" | "packaging" | null;
  unit: string;
  units: { unit: string; per: string }[] | null;
  unit_mass:
    | {
        from: string;
        value: string;
        unit: string;
        basis?: string | null;
        evidence?: string | null;
        min?: string | null;
        max?: string | null;
      }[]
    | null;
  /** Days that it keeps from the day it was harvested, packed or received. */
  shelf_life_days?: number | null;
  tolerance_percent?: string | null;
}
export interface Certificate {
  number?: string | null;
  certifier?: string | null;
  /** Its last day. */
  expires?: string | null;
}
export interface Partner extends Kept {
  code: string;
  name: string;
  roles: string[];
  certificate: string | Certificate | null;
  contact?: Record<string, string | null> | null;
}
export interface Person extends Kept {
  code: string;
  name: string;
  roles: string[];
}
export interface Recipe extends Kept {
  code: string;
  product: string;
  from?: string | null;
  ingredients: { commodity?: string | null; product?: string | null; percent: string }[];
}
/** What a planting is expected to give in a season; its code is the planting's. */
export interface Plan extends Kept {
  code: string;
  product?: string | null;
  quantity: Q;
  first_pick: string;
  last_pick: string;
  note?: string | null;
}
export interface RegistryTypes {
  places: Place;
  products: Product;
  partners: Partner;
  people: Person;
  recipes: Recipe;
  plans: Plan;
}
export type RegistryName = keyof RegistryTypes;
