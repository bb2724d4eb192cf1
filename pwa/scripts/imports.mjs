// Who may import whom in src/: screens stand on everything, and nothing stands on a screen.
import { readFileSync, readdirSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";

const screens = ["sheets", "ui", "store", "domain", "api", "device", "paths", "messages", "style"];
const allowed = {
  field: screens,
  desk: screens,
  inspect: screens,
  sheets: ["ui", "domain", "api", "paths", "messages"],
  sync: ["store", "domain", "api"],
  store: ["domain"],
  device: [],
  ui: ["device"],
  domain: [],
  api: [],
  messages: [],
  paths: [],
  style: [],
};
const src = fileURLToPath(new URL("../src/", import.meta.url));
const wrong = [];

for (const file of readdirSync(src, { recursive: true }).filter((name) => /\.tsx?$/.test(name))) {
  const home = file.split("/")[0].replace(/\.tsx?$/, "");
  const may = allowed[home];
  if (may === undefined) continue; // main, routes and the service worker wire everything together
  for (const [, target] of readFileSync(join(src, file), "utf8").matchAll(
    /(?:from|import)\s*\(?\s*["'](\.[^"']+)["']/g,
  )) {
    const there = normalize(join(dirname(file), target))
      .split("/")[0]
      .replace(/\.tsx?$/, "");
    if (there !== home && !may.includes(there))
      wrong.push(`${file} imports ${target}: ${home} may not import ${there}`);
  }
}
console.log(wrong.length === 0 ? "imports: as agreed" : wrong.join("\n"));
process.exitCode = wrong.length === 0 ? 0 : 1;
