/** So many cases of a lot, on one pallet. */
export interface Load {
  lines: { lot: string; count: number }[];
}

/** Read what lies on pallets as it is typed, `P1=48 P1=30+P2=18`: a pallet, a space, the next; null where it is not so. */
export function readLoads(typed: string): Load[] | null {
  const loads = typed.split(/[\s,]+/).filter(Boolean);
  const read = loads.map((load) => load.split("+").map((line) => /^(.+)=(\d{1,8})$/.exec(line)));
  if (read.length === 0 || read.some((lines) => lines.some((line) => line === null))) return null;
  return read.map((lines) => ({
    lines: lines.flatMap((line) => (line === null ? [] : [{ lot: line[1] ?? "", count: Number(line[2]) }])),
  }));
}
