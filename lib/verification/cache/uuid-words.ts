const FORM = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const DIGITS = Uint8Array.from("0123456789abcdef", (digit) => digit.charCodeAt(0));
const DASH = "-".charCodeAt(0);

/**
 * A UUID's text as four words, each eight of its digits. Only as PostgreSQL writes it, so that `uuidText` gives the same back.
 * @returns false, and nothing in `words`, when it is no such text
 */
export function readUuid(uuid: string, words: Int32Array): boolean {
  if (!FORM.test(uuid)) return false;
  words[0] = Number.parseInt(uuid.slice(0, 8), 16);
  words[1] = Number.parseInt(uuid.slice(9, 13) + uuid.slice(14, 18), 16);
  words[2] = Number.parseInt(uuid.slice(19, 23) + uuid.slice(24, 28), 16);
  words[3] = Number.parseInt(uuid.slice(28), 16);
  return true;
}

const digit = (word: number, shift: number): number => DIGITS[(word >>> shift) & 15] as number;

/** The text of the UUID in the four words from `at` on. Written out: it makes the string in one step, with no part of it to collect. */
export function uuidText(words: Int32Array, at: number): string {
  const a = words[at] as number;
  const b = words[at + 1] as number;
  const c = words[at + 2] as number;
  const d = words[at + 3] as number;
  // biome-ignore format: a line for each group of digits
  return String.fromCharCode(
    digit(a, 28), digit(a, 24), digit(a, 20), digit(a, 16), digit(a, 12), digit(a, 8), digit(a, 4), digit(a, 0), DASH,
    digit(b, 28), digit(b, 24), digit(b, 20), digit(b, 16), DASH,
    digit(b, 12), digit(b, 8), digit(b, 4), digit(b, 0), DASH,
    digit(c, 28), digit(c, 24), digit(c, 20), digit(c, 16), DASH,
    digit(c, 12), digit(c, 8), digit(c, 4), digit(c, 0),
    digit(d, 28), digit(d, 24), digit(d, 20), digit(d, 16), digit(d, 12), digit(d, 8), digit(d, 4), digit(d, 0),
  );
}
