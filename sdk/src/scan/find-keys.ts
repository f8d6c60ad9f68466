import { hasChecksum } from "./real-key.js";

/** A real key, or token of a gateway or the management API, in a text. `start` and `end` are offsets in it. */
export type FoundKey = { start: number; end: number; masked: string; kind: "key" | "service token" | "access token" };

/** The longest text that can be one: a prefix of 16, `_live_`, 12, `_` and 49. */
export const LONGEST_SECRET = 16 + 6 + 12 + 1 + 49;

/** Everything of a key but its prefix, which is looked for backwards from here; a token's prefix is always the same. */
const TAIL = /(?:_(live|test)_[0-9A-Za-z]{12}_|lk_(service|access)_)[0-9A-Za-z]{49}/g;
const PREFIX_BEFORE = /[a-z0-9]{2,16}$/;

/**
 * All real ones, by form and checksum.
 * @param prefixes of keys; none: any
 */
export function* findKeys(text: string, prefixes: readonly string[] = []): Generator<FoundKey> {
  for (const match of text.matchAll(TAIL)) {
    const [tail, environment, token] = match;
    const end = match.index + tail.length;
    if (token !== undefined) {
      if (hasChecksum(tail)) {
        yield {
          start: match.index,
          end,
          masked: `lk_${token}_****${tail.slice(-4)}`,
          kind: `${token as "access"} token`,
        };
      }
      continue;
    }
    const prefix = prefixBefore(text, match.index, tail, prefixes);
    if (prefix === null) continue;
    const masked = `${prefix}_${environment}_****${tail.slice(-4)}`;
    yield { start: match.index - prefix.length, end, masked, kind: "key" };
  }
}

/** The text before a key may go on into its prefix (`keymyapi_live_…`): the checksum, which covers it, tells where it begins. */
function prefixBefore(text: string, tailAt: number, tail: string, prefixes: readonly string[]): string | null {
  const before = PREFIX_BEFORE.exec(text.slice(Math.max(0, tailAt - 16), tailAt))?.[0] ?? "";
  for (let length = before.length; length >= 2; length--) {
    const prefix = before.slice(-length);
    if (prefix < "a" || (prefixes.length > 0 && !prefixes.includes(prefix))) continue;
    if (hasChecksum(prefix + tail)) return prefix;
  }
  return null;
}
