import { checkedCode, isTagCode, normalTagCode } from "./codes";
import { readCaseLink } from "./digitallink";

/** What a label or a typed code says. `foreign` is a label of another operation, `unknown` no label of ours. */
export type Label =
  | { kind: "tag" | "place" | "lot" | "badge"; code: string }
  | { kind: "enrolment"; code: string }
  | { kind: "foreign"; operation: string }
  | { kind: "mistyped" }
  | { kind: "unknown"; text: string };

export interface Known {
  places: (code: string) => boolean;
  people: (code: string) => boolean;
  /** Lots that are known: one code in thirty-two of ten characters would pass for a tag. */
  lots?: (code: string) => boolean;
}

const KINDS: Record<string, "tag" | "place" | "lot" | "badge"> = { T: "tag", P: "place", L: "lot", B: "badge" };
const URL_FORM = /^https?:\/\/[^/]+(?:\/.*)?\/([TPLBE])\/([^/?#]+)\/([^/?#]+)\/?$/i;

/** Ten characters, or two groups of five as they are printed. */
const TAG_FORM = /^[0-9A-Z]{5}[ -]?[0-9A-Z]{5}$/;

/** Read a scanned or typed text for an operation (null: this phone has none yet). */
export function readLabel(text: string, operation: string | null, known: Known): Label {
  const url = URL_FORM.exec(text.trim());
  const link = readCaseLink(text);
  if (link?.lot != null) return readCase(link.lot, link.operation, operation);
  if (url === null) return readTyped(text, known);
  const [, letter = "", ofOperation = "", rawCode = ""] = url;
  const code = decodeURIComponent(rawCode).toUpperCase();
  if (letter.toUpperCase() === "E") return { kind: "enrolment", code: `${ofOperation.toUpperCase()}.${code}` };
  if (operation === null || ofOperation.toUpperCase() !== operation.toUpperCase())
    return { kind: "foreign", operation: ofOperation };
  const kind = KINDS[letter.toUpperCase()];
  if (kind === undefined) return { kind: "unknown", text };
  return kind === "tag" && !isTagCode(code) ? { kind: "mistyped" } : { kind, code };
}

/** A case label with a GTIN says its lot as a GS1 Digital Link, and on ours whose it is. */
function readCase(lot: string, ofOperation: string | null, operation: string | null): Label {
  const foreign = ofOperation !== null && ofOperation.toUpperCase() !== operation?.toUpperCase();
  return foreign ? { kind: "foreign", operation: ofOperation } : { kind: "lot", code: lot.toUpperCase() };
}

function readTyped(text: string, known: Known): Label {
  if (text.includes("://")) return { kind: "unknown", text };
  if (/^[A-Z0-9-]+\.[0-9A-Z]{26}$/i.test(text.trim())) return { kind: "enrolment", code: text.trim().toUpperCase() };
  const written = text.trim().toUpperCase();
  if (known.lots?.(written) === true) return { kind: "lot", code: written };
  const tag = normalTagCode(text);
  if (TAG_FORM.test(written) && isTagCode(tag)) return { kind: "tag", code: tag };
  if (/^[0-9A-Z]{10}$/.test(tag) && !text.includes("-")) return { kind: "mistyped" };
  const code = checkedCode(text);
  if (code === null) return { kind: "mistyped" };
  if (known.places(code)) return { kind: "place", code };
  if (known.people(code)) return { kind: "badge", code };
  return /^[A-Z0-9][A-Z0-9-]{2,39}$/.test(code) && /\d/.test(code) ? { kind: "lot", code } : { kind: "unknown", text };
}
