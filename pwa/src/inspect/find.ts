import { entries, lot, lots, Refusal, tag, type Entry } from "../api";
import { readLabel } from "../domain/labels";
import { names } from "../sheets/names";
import { bearsNumber, lotsOf, shipmentsOf } from "./provenance";

/** What somebody holds in the hand: a label, a code, an invoice, a bill of lading. It leads to one lot or several. */
export type Found =
  | { kind: "lots"; lots: string[]; papers: Entry[] }
  | { kind: "blank_tag" | "place_empty" | "badge" | "mistyped" }
  | { kind: "foreign"; operation: string };

export async function findLots(text: string, operation: string): Promise<Found> {
  const label = readLabel(text, operation, {
    places: (code) => names.value.places.has(code),
    people: (code) => names.value.people.has(code),
  });
  switch (label.kind) {
    case "foreign":
      return { kind: "foreign", operation: label.operation };
    case "tag": {
      const found = (await tag(label.code)).lot;
      return found === null ? { kind: "blank_tag" } : only([found]);
    }
    case "place": {
      const here = (await lots({ place: label.code, in_stock: "true" })).lots.map((one) => one.lot);
      return here.length === 0 ? { kind: "place_empty" } : only(here);
    }
    case "badge":
      return { kind: "badge" };
    case "enrolment":
      return { kind: "mistyped" };
    case "lot":
      return lotOrPaper(label.code, text.trim());
    case "mistyped":
    case "unknown":
      return text.includes("://") ? { kind: "mistyped" } : lotOrPaper(text.trim(), text.trim());
  }
}

const only = (some: string[], papers: Entry[] = []): Found => ({ kind: "lots", lots: some, papers });

/** A code is a lot's; where the book knows no such lot it may be the number of a paper. */
async function lotOrPaper(code: string, number: string): Promise<Found> {
  try {
    return only([(await lot(code)).lot]);
  } catch (cause) {
    if (!(cause instanceof Refusal) || cause.status !== 404) throw cause;
    for (const one of numbersIn(number)) {
      const papers = await papersOf(one);
      if (papers.length > 0) return only([...new Set(papers.flatMap(lotsOf))], papers);
    }
    throw cause;
  }
}

/** A number as it was typed, and without the word before it: "BOL 40748", "Invoice no. 2121", "#77". */
export function numbersIn(typed: string): string[] {
  const bare = typed.trim().replace(/^[\p{L}./#]+[.:#]?\s+(?:no?\.?º?\s+|#\s*)?|^#/iu, "");
  return [...new Set([typed.trim(), bare])].filter((one) => one !== "");
}

/** The events that bear a number, and the shipments that an invoice of that number bills. */
async function papersOf(number: string): Promise<Entry[]> {
  const found = await naming(number);
  const bearing = found.filter((one) => bearsNumber(one, number));
  const shipped = [...new Set(bearing.flatMap(shipmentsOf))].slice(0, 20);
  const shipments = await Promise.all(
    shipped.map(async (id) => (await naming(id)).filter((one) => one.id === id && !bearing.includes(one))),
  );
  return [...bearing, ...shipments.flat()];
}

const naming = async (text: string): Promise<Entry[]> => (await entries({ q: text, limit: 50 })).entries;
