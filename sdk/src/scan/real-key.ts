const BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const CHECKSUM_LENGTH = 6;

/** CRC-32 (IEEE) by the byte. Its own, since node:zlib has one only from 20.15 on. */
const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte;
  for (let bit = 0; bit < 8; bit++) rest = rest & 1 ? (rest >>> 1) ^ 0xedb88320 : rest >>> 1;
  return rest;
});

function crc32(ascii: string): number {
  let crc = 0xffffffff;
  for (let i = 0; i < ascii.length; i++) crc = (TABLE[(crc ^ ascii.charCodeAt(i)) & 0xff] as number) ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

/** Are the last six characters the CRC-32 of all before them, in base62? Of 4,000,000,000 random texts one has that by chance. */
export function hasChecksum(text: string): boolean {
  const end = text.length - CHECKSUM_LENGTH;
  let rest = crc32(text.slice(0, end));
  for (let i = text.length - 1; i >= end; i--) {
    if (text.charCodeAt(i) !== BASE62.charCodeAt(rest % 62)) return false;
    rest = Math.floor(rest / 62);
  }
  return true;
}
