import { isValidElement, render, type ComponentChild, type ComponentChildren } from "preact";
import type { GridCell } from "./grid";

/** What a cell says, without the signs that stand for eyes alone. */
export function textOf(cell: ComponentChildren): GridCell {
  if (typeof cell === "number") return cell;
  const said = plainly(cell) ?? drawn(cell);
  return said === "" && (cell === null || cell === undefined || typeof cell === "boolean")
    ? null
    : said.replace(/\s+/g, " ").trim();
}

/** Texts and plain elements are read as they stand, for a column may have thousands; null where a component has to draw. */
function plainly(cell: ComponentChildren): string | null {
  if (cell === null || cell === undefined || typeof cell === "boolean") return "";
  if (Array.isArray(cell)) {
    const parts = (cell as ComponentChild[]).map(plainly);
    return parts.includes(null) ? null : parts.join("");
  }
  if (!isValidElement(cell)) return typeof cell === "object" ? null : String(cell);
  if (typeof cell.type !== "string") return null;
  const { children, ...own } = cell.props as { children?: ComponentChildren; "aria-hidden"?: unknown };
  return String(own["aria-hidden"]) === "true" ? "" : plainly(children);
}

function drawn(cell: ComponentChildren): string {
  const holder = document.createElement("td");
  render(cell, holder);
  const said = holder.cloneNode(true) as HTMLElement;
  render(null, holder);
  for (const sign of said.querySelectorAll("[aria-hidden=true]")) sign.remove();
  return said.textContent;
}
