// Prints what a first load costs: every script and style that index.html asks for, with all that they
// import statically, compressed. The scanner and the desk are loaded when asked for, so they stand apart.
import { readFileSync, readdirSync } from "node:fs";
import { gzipSync } from "node:zlib";

const LIMIT_KB = 70;
const dist = new URL("../dist/", import.meta.url);
const gzipped = (name) => gzipSync(readFileSync(new URL(name, dist)), { level: 9 }).length;
const html = readFileSync(new URL("index.html", dist), "utf8");
const first = new Set();

function follow(name) {
  if (first.has(name)) return;
  first.add(name);
  const source = readFileSync(new URL(name, dist), "utf8");
  for (const [, path] of source.matchAll(/(?:^|[;\s}])(?:import|export)[^;()]*?from\s*["']\.\/([^"']+\.js)["']/g))
    follow(`assets/${path}`);
  for (const [, path] of source.matchAll(/(?:^|[;}\n])import\s*["']\.\/([^"']+\.js)["']/g)) follow(`assets/${path}`);
}
for (const [, path] of html.matchAll(/(?:src|href)="\/(assets\/[^"]+\.js)"/g)) follow(path);

const scripts = [...first].reduce((sum, name) => sum + gzipped(name), 0);
const styles = [...html.matchAll(/href="\/(assets\/[^"]+\.css)"/g)].reduce((sum, [, name]) => sum + gzipped(name), 0);
const rest = readdirSync(new URL("assets/", dist))
  .filter((name) => !first.has(`assets/${name}`) && /\.(js|wasm)$/.test(name))
  .map((name) => `  ${name.padEnd(40)} ${(gzipped(`assets/${name}`) / 1024).toFixed(1)} KB`);

console.log(
  `first load: ${(scripts / 1024).toFixed(1)} KB JavaScript (limit ${LIMIT_KB}), ${(styles / 1024).toFixed(1)} KB CSS, gzip`,
);
console.log(`loaded when asked for:\n${rest.join("\n")}`);
if (scripts > LIMIT_KB * 1024) process.exitCode = 1;
