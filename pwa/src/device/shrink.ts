/** Photos made small enough to send from a field: at most 300 KB, whatever the camera gives. */

const SIDE_MAX = 1600;
export const BYTES_MAX = 300_000;
const QUALITIES = [0.82, 0.7, 0.58, 0.46];

export interface Shrunk {
  bytes: ArrayBuffer;
  mime: string;
}

/** Shrink a picture; it is kept as an ArrayBuffer, because Safari loses Blobs from IndexedDB. */
export async function shrink(file: Blob): Promise<Shrunk> {
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  try {
    let side = SIDE_MAX;
    for (;;) {
      for (const quality of QUALITIES) {
        const blob = await jpeg(picture, side, quality);
        if (blob.size <= BYTES_MAX || side < 200) return { bytes: await blob.arrayBuffer(), mime: blob.type };
      }
      side *= 0.7;
    }
  } finally {
    picture.close();
  }
}

async function jpeg(picture: ImageBitmap, side: number, quality: number): Promise<Blob> {
  const scale = Math.min(1, side / Math.max(picture.width, picture.height));
  const canvas = new OffscreenCanvas(Math.round(picture.width * scale), Math.round(picture.height * scale));
  canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return canvas.convertToBlob({ type: "image/jpeg", quality });
}
