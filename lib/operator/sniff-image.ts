export type SniffedImage = { type: "image/png" | "image/jpeg" | "image/webp"; width: number; height: number };

const ascii = (bytes: Buffer, from: number, to: number): string => bytes.toString("latin1", from, to);

/** PNG (ISO/IEC 15948): the signature, and IHDR as the first chunk. */
function png(bytes: Buffer): SniffedImage | null {
  if (bytes.length < 33 || bytes.toString("hex", 0, 8) !== "89504e470d0a1a0a" || ascii(bytes, 12, 16) !== "IHDR")
    return null;
  return { type: "image/png", width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
}

/** JPEG (ITU T.81, annex B): segments up to the frame header, which says how large it is. */
function jpeg(bytes: Buffer): SniffedImage | null {
  if (bytes.length < 4 || bytes.readUInt16BE(0) !== 0xffd8) return null;
  for (let at = 2; at + 9 < bytes.length; ) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1] as number;
    // Every start of frame; C4, C8 and CC among them are other things.
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) {
      return { type: "image/jpeg", height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) };
    }
    at += 2 + Math.max(2, bytes.readUInt16BE(at + 2));
  }
  return null;
}

const uint24 = (bytes: Buffer, at: number): number => bytes.readUIntLE(at, 3);

/** WebP (RFC 9649): RIFF with a lossy, a lossless or an extended first chunk. */
function webp(bytes: Buffer): SniffedImage | null {
  if (bytes.length < 30 || ascii(bytes, 0, 4) !== "RIFF" || ascii(bytes, 8, 12) !== "WEBP") return null;
  const type = "image/webp";
  switch (ascii(bytes, 12, 16)) {
    case "VP8 ":
      return { type, width: bytes.readUInt16LE(26) & 0x3fff, height: bytes.readUInt16LE(28) & 0x3fff };
    case "VP8L": {
      const packed = bytes.readUInt32LE(21);
      return { type, width: (packed & 0x3fff) + 1, height: ((packed >>> 14) & 0x3fff) + 1 };
    }
    case "VP8X":
      return { type, width: uint24(bytes, 24) + 1, height: uint24(bytes, 27) + 1 };
    default:
      return null;
  }
}

/** What image these bytes are, whatever anybody says they are; null for everything else, SVG (which can hold script) included. */
export const sniffImage = (bytes: Buffer): SniffedImage | null => png(bytes) ?? jpeg(bytes) ?? webp(bytes);
