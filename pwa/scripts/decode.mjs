// Reads pictures as the app reads the frames of a camera, and prints what each says: a JSON list of lists of texts.
// Each argument is a file of raw grey bytes, named NAME.WIDTHxHEIGHT.grey.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";
import { FAST, HARD } from "../src/device/decoding.ts";

const wasm = createRequire(import.meta.url).resolve("zxing-wasm/reader/zxing_reader.wasm");
await prepareZXingModule({ overrides: { wasmBinary: readFileSync(wasm).buffer }, fireImmediately: true });

const found = [];
for (const file of process.argv.slice(2)) {
  const [, width, height] = /\.(\d+)x(\d+)\.grey$/.exec(file).map(Number);
  const grey = readFileSync(file);
  const data = new Uint8ClampedArray(width * height * 4);
  for (let at = 0; at < grey.length; at += 1) data.set([grey[at], grey[at], grey[at], 255], at * 4);
  const picture = { data, width, height, colorSpace: "srgb" };
  const fast = await readBarcodes(picture, FAST);
  const all = fast.length > 0 ? fast : await readBarcodes(picture, HARD);
  found.push(all.filter((one) => one.isValid).map((one) => one.text));
}
console.log(JSON.stringify(found));
