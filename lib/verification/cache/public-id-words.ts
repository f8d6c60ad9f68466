const ID_CHARACTERS = 12;

/**
 * A public id as three words, a byte a character, shorter ones filled up with NUL. Written out: it is half of a lookup.
 * @returns false, and nothing useful in `words`, for what is no such text: too long, or with other characters than ASCII
 */
export function readPublicId(id: string, words: Int32Array): boolean {
  if (id.length !== ID_CHARACTERS) return readOther(id, words);
  const a = id.charCodeAt(0);
  const b = id.charCodeAt(1);
  const c = id.charCodeAt(2);
  const d = id.charCodeAt(3);
  const e = id.charCodeAt(4);
  const f = id.charCodeAt(5);
  const g = id.charCodeAt(6);
  const h = id.charCodeAt(7);
  const i = id.charCodeAt(8);
  const j = id.charCodeAt(9);
  const k = id.charCodeAt(10);
  const l = id.charCodeAt(11);
  words[0] = a | (b << 8) | (c << 16) | (d << 24);
  words[1] = e | (f << 8) | (g << 16) | (h << 24);
  words[2] = i | (j << 8) | (k << 16) | (l << 24);
  // No id has 0 in its first word, which says that a slot is free.
  return (a | b | c | d | e | f | g | h | i | j | k | l) < 128 && a > 0;
}

function readOther(id: string, words: Int32Array): boolean {
  if (id.length === 0 || id.length > ID_CHARACTERS) return false;
  return readPublicId(id.padEnd(ID_CHARACTERS, "\0"), words);
}
