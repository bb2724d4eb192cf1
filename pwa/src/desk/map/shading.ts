import type { Block, Land } from "../../api";

/** How a block is shaded: a class with a ground that reads in black and white, and what stands on the block. */

export const SHADES = ["yield", "status", "pick"] as const;
export type Shade = (typeof SHADES)[number];

/** Days since the last pick up to which each step goes. */
export const PICK_STEPS = [3, 7, 14, 30] as const;
const YIELD_STEPS = 4;

export interface Step {
  /** Of the style sheet: `bare` is no ground at all, `shade-0` lightest, `shade-4` darkest; `hatched` and `crossed` are patterns. */
  look: string;
  /** The end of the step, where it has one. */
  upTo?: number;
}

export interface Shading {
  steps: Step[];
  of: (land: Land, block: Block | undefined) => string;
}

const BLANK = "bare";

/** Steps of even width up to a round number over the highest yield. */
export function byYield(blocks: Block[]): Shading {
  const yields = blocks.flatMap((one) =>
    one.per_area === null || one.mass_mg === 0 ? [] : [Number(one.per_area.value)],
  );
  const width = roundUp(Math.max(...yields, 1) / YIELD_STEPS);
  return {
    steps:
      yields.length === 0
        ? []
        : Array.from({ length: YIELD_STEPS }, (_, i) => ({ look: `shade-${i + 1}`, upTo: width * (i + 1) })),
    of: (_, block) => {
      if (block === undefined || block.plantings.length + block.mass_mg === 0) return BLANK;
      if (block.per_area === null || block.mass_mg === 0) return "hatched";
      return `shade-${Math.min(YIELD_STEPS, Math.max(1, Math.ceil(Number(block.per_area.value) / width)))}`;
    },
  };
}

export const byStatus: Shading = {
  steps: [{ look: "shade-2" }, { look: "hatched" }, { look: "crossed" }],
  of: ({ properties }) =>
    ({ organic: "shade-2", transitional: "hatched", nonorganic: "crossed" })[properties.status ?? ""] ?? BLANK,
};

export const byPick: Shading = {
  steps: [...PICK_STEPS.map((upTo, i) => ({ look: `shade-${i}`, upTo })), { look: "shade-4" }, { look: "hatched" }],
  of: (_, block) => {
    if (block === undefined || block.plantings.length === 0) return "bare";
    const days = block.days_since;
    if (days === null) return "hatched";
    const step = PICK_STEPS.findIndex((upTo) => days <= upTo);
    return `shade-${step === -1 ? PICK_STEPS.length : step}`;
  },
};

/** The next of 1, 2, 2.5, 5 and 10 with its zeros. */
function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return ([1, 2, 2.5, 5].find((one) => one * power >= value) ?? 10) * power;
}
