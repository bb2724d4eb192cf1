// Renders ZPL II by somebody else's interpreter, for tests: node scripts/zpl.mjs WIDTH_MM HEIGHT_MM DPMM < job.zpl
// Prints a JSON list of PNG pictures in base64, one for each label.
import { readFileSync } from "node:fs";
import { ready } from "zpl-renderer-js";

const [width, height, dotsPerMm] = process.argv.slice(2).map(Number);
const { api } = await ready;
const pictures = await api.zplToBase64MultipleAsync(readFileSync(0, "utf8"), width, height, dotsPerMm);
// Its workers would keep the process alive; a long answer is written before it ends.
process.stdout.write(JSON.stringify(pictures), () => process.exit(0));
