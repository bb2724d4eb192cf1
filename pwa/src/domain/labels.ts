import { checkedCode, isTagCode, normalTagCode } from "./codes";

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

/** A GS1 Digital Link with a lot, on whatever domain: how a case label with a GTIN says its lot. */
const DIGITAL_LINK = /^https?:\/\/[^/]+(?:\/.*)?\/01\/\d{14}(?:\/22\/[^/?#]+)?\/10\/([^/?#]+)/i;

/** Ten characters, or two groups of five as they are printed. */
const TAG_FORM = /^[0-9A-Z]{5}[ -]?[0-9A-Z]{5}$/;

/** Read a scanned or typed text for an operation (null: this phone has none yet). */
export function readLabel(text: string, operation: string | null, known: Known): Label {
  const url = URL_FORM.exec(text.trim());
  const [, batch] = DIGITAL_LINK.exec(text.trim()) ?? [];
  if (batch !== undefined) return { kind: "lot", code: decodeURIComponent(batch).toUpperCase() };
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
