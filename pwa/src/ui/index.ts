export * from "./Button";
export * from "./FileButton";
export * from "./Form";
export * from "./Icon";
export * from "./Keypad";
export * from "./Notice";
export * from "./Table";
export * from "./grid";
