export * from "./abilities";
export * from "./camera";
export * from "./feedback";
export * from "./offline";
export * from "./save";
export * from "./shrink";
export * from "./wedge";
