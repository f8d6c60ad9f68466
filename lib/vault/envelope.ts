import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";

/** Versioned key-encryption keys (LATCHKEY_KEK); the highest version seals, the others still open. */
export type KeyEncryptionKeys = ReadonlyMap<number, Buffer>;

/** What is sealed, and with which key-encryption key: the two columns it is stored in. */
export type Sealed = { sealed: Buffer; kekVersion: number };

/** The same as it was read, whatever kind of bytes the driver makes of them. */
export type StoredEnvelope = { sealed: Uint8Array; kekVersion: number };

/** An envelope that cannot be made or opened. Never the caller's fault; the message holds nothing of what is inside. */
export class EnvelopeError extends Error {
  override readonly name = "EnvelopeError";
  constructor(
    /** `missing_key`: LATCHKEY_KEK lacks a version. `refused`: altered, of something else, or sealed with another key. */
    readonly trouble: "missing_key" | "refused",
    message: string,
  ) {
    super(message);
  }
}

/** The first byte of every envelope, for a later form to be told from this one; both layers are bound to it. */
const FORMAT = 1;
const [IV, KEY, TAG] = [12, 32, 16];
/** Where the text's own layer begins: after the format and the wrapped data key. */
const TEXT_AT = 1 + IV + KEY + TAG;
/** What is sealed here is a secret or a seed; the tables refuse more, too. */
const LONGEST_TEXT_BYTES = 1_024;

/** The associated data of a layer. As JSON, in which no two lists of texts read the same. */
const associated = (layer: "key" | "text", parts: readonly (string | number)[]): Buffer =>
  Buffer.from(JSON.stringify([layer, FORMAT, ...parts]));

/** AES-256-GCM: a random 96-bit IV, then the ciphertext, then the 128-bit tag. */
function encrypt(key: Buffer, plain: Buffer, aad: Buffer): Buffer {
  const iv = randomBytes(IV);
  const cipher = createCipheriv("aes-256-gcm", key, iv, { authTagLength: TAG }).setAAD(aad);
  return Buffer.concat([iv, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

function decrypt(key: Buffer, sealed: Uint8Array, aad: Buffer): Buffer {
  const decipher = createDecipheriv("aes-256-gcm", key, sealed.subarray(0, IV), { authTagLength: TAG })
    .setAAD(aad)
    .setAuthTag(sealed.subarray(-TAG));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(IV, -TAG)), decipher.final()]);
  } catch {
    throw refused();
  }
}

const refused = (): EnvelopeError =>
  new EnvelopeError("refused", "The envelope was altered, belongs to something else, or was sealed with another key.");

/** Every byte of a key counts, however long it is, and the same bytes given as a pepper make another key (RFC 5869). */
function wrappingKey(keys: KeyEncryptionKeys, version: number): Buffer {
  const given = keys.get(version);
  if (given === undefined) {
    throw new EnvelopeError(
      "missing_key",
      `What v${version} sealed cannot be opened: LATCHKEY_KEK lacks v${version}. Add it again.`,
    );
  }
  return Buffer.from(hkdfSync("sha256", given, Buffer.alloc(0), "latchkey key-encryption key", KEY));
}

/** The version that seals; null: there is no key-encryption key. */
export const newestVersion = (keys: KeyEncryptionKeys): number | null =>
  keys.size === 0 ? null : Math.max(...keys.keys());

function sealingVersion(keys: KeyEncryptionKeys): number {
  const version = newestVersion(keys);
  if (version === null)
    throw new EnvelopeError("missing_key", "Nothing can be sealed: LATCHKEY_KEK is not set. Set it first.");
  return version;
}

/** @throws EnvelopeError refused for what has not the form of an envelope */
function checkForm(sealed: Uint8Array): void {
  if (sealed.length < TEXT_AT + IV + TAG || sealed[0] !== FORMAT) throw refused();
}

function unwrap({ sealed, kekVersion }: StoredEnvelope, context: readonly string[], keys: KeyEncryptionKeys): Buffer {
  const key = wrappingKey(keys, kekVersion);
  checkForm(sealed);
  return decrypt(key, sealed.subarray(1, TEXT_AT), associated("key", [kekVersion, ...context]));
}

const wrap = (dataKey: Buffer, version: number, context: readonly string[], keys: KeyEncryptionKeys): Buffer =>
  Buffer.concat([
    Buffer.of(FORMAT),
    encrypt(wrappingKey(keys, version), dataKey, associated("key", [version, ...context])),
  ]);

/**
 * An envelope (product S3): a data key of its own, wrapped by the newest key-encryption key, and the text under that data key.
 * @param text at most 1,024 bytes of UTF-8
 * @param context what it belongs to (kind, team, row): opening it for anything else fails
 * @throws EnvelopeError missing_key without any key-encryption key; RangeError for a text that could not be given back as it is
 */
export function seal(text: string, context: readonly string[], keys: KeyEncryptionKeys): Sealed {
  const kekVersion = sealingVersion(keys);
  const plain = Buffer.from(text);
  if (plain.length > LONGEST_TEXT_BYTES || plain.toString() !== text) {
    throw new RangeError(`Only well-formed text of at most ${LONGEST_TEXT_BYTES} bytes can be sealed.`);
  }
  const dataKey = randomBytes(KEY);
  // The text is bound to its context alone, so that a roll-over wraps the data key anew and touches nothing else.
  const inner = encrypt(dataKey, plain, associated("text", context));
  return { kekVersion, sealed: Buffer.concat([wrap(dataKey, kekVersion, context, keys), inner]) };
}

/** @throws EnvelopeError missing_key; refused when it was altered or belongs elsewhere */
export function open(envelope: StoredEnvelope, context: readonly string[], keys: KeyEncryptionKeys): string {
  const dataKey = unwrap(envelope, context, keys);
  return decrypt(dataKey, envelope.sealed.subarray(TEXT_AT), associated("text", context)).toString();
}

/**
 * The same envelope under the newest key-encryption key; the text is not decrypted.
 * @throws EnvelopeError as `open`
 */
export function rewrap(envelope: StoredEnvelope, context: readonly string[], keys: KeyEncryptionKeys): Sealed {
  const kekVersion = sealingVersion(keys);
  const dataKey = unwrap(envelope, context, keys);
  return {
    kekVersion,
    sealed: Buffer.concat([wrap(dataKey, kekVersion, context, keys), envelope.sealed.subarray(TEXT_AT)]),
  };
}
