import type { Corner } from "../../api";
import { words } from "../../messages";

/** Why a shape cannot be a boundary, and near which corner. */
export const faultText = (code: string, where: Corner | null | undefined): string =>
  words("fault", code, code) + (where === null || where === undefined ? "" : ` (${where[1]}, ${where[0]})`);
