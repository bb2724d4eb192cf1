import type { ReaderOptions } from "zxing-wasm/reader";

/** How a frame is read: quickly, and every few frames with all that the decoder can do for a label that had a hard day. */

export const FAST: ReaderOptions = {
  formats: ["QRCode"],
  tryHarder: false,
  tryRotate: false,
  tryInvert: false,
  tryDownscale: true,
  maxNumberOfSymbols: 4,
};
export const HARD: ReaderOptions = { ...FAST, tryHarder: true, tryRotate: true, tryInvert: true };
