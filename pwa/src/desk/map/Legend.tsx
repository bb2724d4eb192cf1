import { number, t } from "../../messages";
import { PICK_STEPS, type Shade, type Shading } from "./shading";

/** What each ground means, in words beside a sample of it. */
export function Legend({ shade, shading, unit }: { shade: Shade; shading: Shading; unit: string }) {
  const says = shading.steps.map(({ look, upTo }, i) => {
    if (shade === "status") return t(`status.${(["organic", "transitional", "nonorganic"] as const)[i] ?? "organic"}`);
    const before = shading.steps[i - 1]?.upTo ?? 0;
    if (shade === "yield") return t("map.yield_step", { from: number(before), to: number(upTo ?? 0), unit });
    if (look === "hatched") return t("map.never");
    if (upTo === undefined) return t("map.days_more", { n: PICK_STEPS.at(-1) ?? 0 });
    return i === 0 ? t("map.days_first", { n: upTo }) : t("map.days_step", { from: before + 1, to: upTo });
  });
  const unpicked = shade === "yield" ? [{ look: "hatched", said: t("map.unpicked") }] : [];
  const all = [...shading.steps.map(({ look }, i) => ({ look, said: says[i] ?? "" })), ...unpicked];
  return (
    <ul class="map-legend" aria-label={t("map.legend")}>
      {all.map(({ look, said }) => (
        <li key={look}>
          <svg width="28" height="18" aria-hidden="true" class={`block ${look}`}>
            <path d="M1 1H27V17H1Z" />
          </svg>
          {said}
        </li>
      ))}
    </ul>
  );
}

/** The grounds that are patterns, drawn in the ink of the theme. */
export function Patterns() {
  return (
    <svg class="map-patterns" width="0" height="0" aria-hidden="true">
      <defs>
        <pattern id="map-hatched" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <path d="M0 0V7" />
        </pattern>
        <pattern id="map-crossed" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <path d="M0 0V8M0 0H8" />
        </pattern>
      </defs>
    </svg>
  );
}
