const HEX = /^[0-9a-fA-F]{64}$/;
/** 32 bytes in base64 or base64url: 43 characters, the last of which has two bits to spare, and perhaps the padding. */
const BASE64 = /^[A-Za-z0-9+/_-]{42}[AEIMQUYcgkosw048]=?$/;

/** A SHA-256 as hexadecimal in small letters, given in hexadecimal or base64 of either alphabet; null for what is none. */
export function readHash(text: string): string | null {
  if (HEX.test(text)) return text.toLowerCase();
  // Node reads both alphabets.
  return BASE64.test(text) ? Buffer.from(text, "base64").toString("hex") : null;
}
