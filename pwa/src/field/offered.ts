import type { Kind } from "../domain/events";
import { mayRecord } from "../domain/rights";
import { personOf } from "../store/catalog";
import { person } from "../store/phone";

/** Whether whoever works may record a kind: what would only be held at the office is not offered. */
export const offered = (kind: Kind): boolean => mayRecord(personOf(person.value ?? "")?.roles ?? null, kind);
