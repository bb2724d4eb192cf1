import { blob, json } from "./http";
import type { Q } from "./types";

/** The land of the farm, GeoJSON (RFC 7946): longitude first, degrees of WGS 84. */

export type Corner = [number, number];
export type Boundary =
  { type: "Polygon"; coordinates: Corner[][] } | { type: "MultiPolygon"; coordinates: Corner[][][] };
export interface Land {
  id: string;
  geometry: Boundary | null;
  properties: {
    code: string;
    name: string | null;
    kind: string | null;
    parent: string | null;
    status: string | null;
    area: Q | null;
    drawn_m2: number | null;
    /** Inside the shape. */
    centre: Corner | null;
  };
}
/** Where pictures of what lies under the map are to be had on our own server, and to whom they are owed. */
export interface TileSource {
  /** With {z}, {x} and {y} in it. */
  path: string;
  credit: string;
  zoom_max: number;
}
export interface FarmMap {
  day: string;
  /** West, south, east, north; nothing where nothing is drawn. */
  bbox?: [number, number, number, number];
  /** Only where the operation names a source. */
  tiles?: TileSource;
  features: Land[];
}
/** A shape of a file, with the place that it names; `fault` says why it cannot be a boundary. */
export interface FoundShape {
  number: number;
  label: string | null;
  place: string | null;
  boundary: Boundary | null;
  area_m2: number | null;
  fault: string | null;
  at: Corner | null;
}

export const farmMap = (): Promise<FarmMap> => json("/map");
export const shapesOf = (file: unknown): Promise<FoundShape[]> =>
  json<{ shapes: FoundShape[] }>("/map/shapes", { method: "POST", body: file }).then((found) => found.shapes);
export const mapReport = (format: "pdf" | "json", language: string): Promise<Blob> =>
  blob(`/map/report?format=${format}&language=${language}`);
export const polygonsOf = (shape: Boundary): Corner[][][] =>
  shape.type === "Polygon" ? [shape.coordinates] : shape.coordinates;
