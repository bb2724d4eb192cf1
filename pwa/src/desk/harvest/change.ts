import { number } from "../../messages";

/** By how much more or less than something else, in hundredths of it. */
export const change = (now: number, than: number | null | undefined): string =>
  than === null || than === undefined || than === 0
    ? "–"
    : `${now >= than ? "+" : "−"}${number(Math.round(Math.abs(now / than - 1) * 100))} %`;
