import { MAXIMUM_LOGO_BYTES } from "@/lib/operator/schema";

/** Sides that a logo is tried in, from sharp on any screen to small enough for any picture. */
const SIDES = [256, 192, 128, 96, 64];

const encoded = (canvas: HTMLCanvasElement): Promise<Blob | null> =>
  new Promise((done) => canvas.toBlob(done, "image/webp", 0.92));

/** A picture as a logo: drawn anew, so that nothing but its pixels is kept, as large as fits. Null when it is no picture. */
export async function scaleImage(file: Blob): Promise<Blob | null> {
  const picture = await createImageBitmap(file).catch(() => null);
  if (picture === null) return null;
  for (const side of SIDES) {
    const scale = Math.min(1, side / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(picture.width * scale));
    canvas.height = Math.max(1, Math.round(picture.height * scale));
    const context = canvas.getContext("2d");
    if (context === null) return null;
    context.imageSmoothingQuality = "high";
    context.drawImage(picture, 0, 0, canvas.width, canvas.height);
    const image = await encoded(canvas);
    if (image !== null && image.size <= MAXIMUM_LOGO_BYTES) return image;
  }
  return null;
}

/** The bytes as a form carries them. */
export async function toBase64(image: Blob): Promise<string> {
  const bytes = new Uint8Array(await image.arrayBuffer());
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}
