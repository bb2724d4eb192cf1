import { words } from "../messages";

/** A column of the packout in words: a grade by its product, a loss by its reason, or what nobody accounts for. */
export function partName(key: string): string {
  const [head = key, tail = ""] = key.split(":");
  if (head === "grade") return tail;
  return head === "loss" ? words("loss", tail, tail) : words("account", key, key);
}
