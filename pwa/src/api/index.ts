export * from "./exercises";
export * from "./http";
export * from "./labels";
export * from "./phones";
export * from "./readings";
export * from "./registry";
export * from "./session";
export * from "./sync";
export type * from "./types";
