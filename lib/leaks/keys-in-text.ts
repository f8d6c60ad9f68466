import { parseKey } from "@/lib/keys/format";

/** As a whole key of any prefix; what matches is parsed, checksum and all. */
const KEY_LIKE = /[a-z][a-z0-9]{1,15}_(?:live|test)_[0-9A-Za-z]{12}_[0-9A-Za-z]{49}/g;
/** A secret that was made elsewhere is one word. */
const ONE_WORD = /^[!-~]{8,512}$/;

/**
 * Pure: the secrets in a pasted text, each once: those of our form whose checksum is right, wherever they stand; without one the text
 * itself, if it is one word, since it may be a secret of another form.
 * @param most of them that are looked for
 */
export function keysInText(text: string, most: number): string[] {
  const found = new Set<string>();
  for (const [candidate] of text.matchAll(KEY_LIKE)) {
    if (parseKey(candidate) !== null) found.add(candidate);
    if (found.size === most) break;
  }
  const word = text.trim();
  return found.size > 0 || !ONE_WORD.test(word) ? [...found] : [word];
}
