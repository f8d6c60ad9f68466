import { createHmac } from "node:crypto";
import { BASE62 } from "../format";

const CHARACTERS = 12;

/**
 * The public id of an imported secret. It has none inside, so one is derived from its hash: whoever presents the secret is found
 * by it as by any other, in cache and database. Keyed with `import_key`, which nobody is shown: public ids are no secrets, and
 * of a short imported secret a plain digest would be enough to guess it by.
 * @param hash SHA-256 of the secret
 */
export function importedId(hash: Buffer, importKey: Buffer): string {
  const bytes = createHmac("sha256", importKey).update(hash).digest();
  let id = "";
  // 65,536 values over 62 characters: even to 2 in 65,536, for what only has to be unique.
  for (let i = 0; i < CHARACTERS; i++) id += BASE62.charAt(bytes.readUInt16BE(2 * i) % BASE62.length);
  return id;
}
