/** What a role may record (2-contract.md, "Rights"). The server decides; here it only says what to offer. */

import type { Kind } from "./events";

const CREW: readonly Kind[] = ["plant", "apply", "harvest", "weigh", "move", "tag", "clean", "note", "hold", "void"];
const PACKER: readonly Kind[] = [...CREW, "receive", "pack", "ship", "return", "dispose", "count", "reclassify"];

/** Whether somebody with these roles may record a kind; a badge that the registry does not know counts as crew. */
export function mayRecord(roles: readonly string[] | null, kind: Kind): boolean {
  const all = roles ?? ["crew"];
  if (all.includes("owner") || all.includes("office")) return true;
  if (all.includes("packer")) return PACKER.includes(kind);
  return all.includes("crew") && CREW.includes(kind);
}
