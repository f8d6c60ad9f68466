import type { KeyRecord } from "./key-record";
import {
  DISABLED_FLOAT,
  ENDS_FLOAT,
  EXPIRES_FLOAT,
  FLAGS,
  HAS_PEPPER,
  HASH,
  IS_TEST,
  PEPPER_SHIFT,
  REVOKED_FLOAT,
  VERSION_FLOAT,
} from "./key-slot";

const HASH_BYTES = 32;
const dateMs = (date: Date | null): number => (date === null ? Number.NaN : date.getTime());

/** Can the fixed fields of a slot hold this? Whatever the database lets in can. @throws Error naming what cannot */
export function checkFits({ hash, pepperVersion }: KeyRecord): void {
  if (hash.length !== HASH_BYTES) throw new Error(`A secret's hash has ${hash.length} bytes, not ${HASH_BYTES}.`);
  if (pepperVersion !== null && (pepperVersion << PEPPER_SHIFT) >> PEPPER_SHIFT !== pepperVersion)
    throw new Error(`Pepper version ${pepperVersion} is no 16-bit number.`);
}

/** Writes what is the record's own and of fixed size into the slot that begins at this word of these words and floats. */
export function fillSlot(words: Int32Array, floats: Float64Array, at: number, record: KeyRecord): void {
  const { hash, pepperVersion } = record;
  const environment = record.environment === "test" ? IS_TEST : 0;
  words[at + FLAGS] = environment | (pepperVersion === null ? 0 : HAS_PEPPER | (pepperVersion << PEPPER_SHIFT));
  new Uint8Array(words.buffer, (at + HASH) * 4, HASH_BYTES).set(hash);
  const floatAt = at / 2;
  floats[floatAt + EXPIRES_FLOAT] = dateMs(record.expiresAt);
  floats[floatAt + DISABLED_FLOAT] = dateMs(record.disabledAt);
  floats[floatAt + REVOKED_FLOAT] = dateMs(record.revokedAt);
  floats[floatAt + ENDS_FLOAT] = dateMs(record.secretEndsAt);
  floats[floatAt + VERSION_FLOAT] = record.version;
}
