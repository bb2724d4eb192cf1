/** The version of this app, and whether one is older than another: 0.9.1 < 0.10. */

declare const LOTBOOK_VERSION: string;
export const VERSION = typeof LOTBOOK_VERSION === "string" ? LOTBOOK_VERSION : "0";

export function isOlder(one: string, other: string): boolean {
  const [a, b] = [one, other].map((text) => text.split(".").map(Number)) as [number[], number[]];
  for (let i = 0; i < Math.max(a.length, b.length); i += 1) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}
