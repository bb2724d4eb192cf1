import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";
import wasmUrl from "zxing-wasm/reader/zxing_reader.wasm?url";
import { FAST, HARD } from "./decoding";

/** Reads QR codes from frames. The decoder comes from our own origin: its default is another one. */

declare const self: DedicatedWorkerGlobalScope;

interface Job {
  frame: ImageBitmap;
  hard: boolean;
}
const ready = prepareZXingModule({
  overrides: { locateFile: (path: string, prefix: string) => (path.endsWith(".wasm") ? wasmUrl : prefix + path) },
  fireImmediately: true,
});

let canvas: OffscreenCanvas | null = null;

async function texts({ frame, hard }: Job): Promise<string[]> {
  await ready;
  if (canvas?.width !== frame.width || canvas.height !== frame.height)
    canvas = new OffscreenCanvas(frame.width, frame.height);
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (context === null) return [];
  context.drawImage(frame, 0, 0);
  const results = await readBarcodes(context.getImageData(0, 0, frame.width, frame.height), hard ? HARD : FAST);
  return results.filter((one) => one.isValid).map((one) => one.text);
}

self.addEventListener("message", ({ data }: MessageEvent<Job>) => {
  texts(data)
    .catch(() => [])
    .then((found) => {
      data.frame.close();
      self.postMessage(found);
    })
    .catch(() => undefined);
});
