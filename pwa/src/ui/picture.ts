import { saveFile } from "../device";

/** Take a drawing of a page away: with the colours that it has there, for paper on white. */

const DRAWN = ["fill", "stroke", "stroke-width", "stroke-opacity", "stroke-dasharray", "font", "opacity"] as const;
const SCALE = 2;

export function svgText(drawing: SVGSVGElement): string {
  const copy = drawing.cloneNode(true) as SVGSVGElement;
  const originals = drawing.querySelectorAll<SVGElement>("*");
  for (const [i, node] of copy.querySelectorAll<SVGElement>("*").entries()) {
    const original = originals[i];
    if (original === undefined) continue;
    const style = getComputedStyle(original);
    node.setAttribute("style", DRAWN.map((name) => `${name}:${style.getPropertyValue(name)}`).join(";"));
  }
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.setAttribute("style", `background:${getComputedStyle(document.body).backgroundColor}`);
  return new XMLSerializer().serializeToString(copy);
}

export const saveSvg = (name: string, drawing: SVGSVGElement): void =>
  saveFile(name, new Blob([svgText(drawing)], { type: "image/svg+xml" }));

export async function savePng(name: string, drawing: SVGSVGElement): Promise<void> {
  const picture = new Image();
  picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svgText(drawing))}`;
  await picture.decode();
  const canvas = document.createElement("canvas");
  canvas.width = drawing.width.baseVal.value * SCALE;
  canvas.height = drawing.height.baseVal.value * SCALE;
  canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"));
  if (blob !== null) saveFile(name, blob);
}
