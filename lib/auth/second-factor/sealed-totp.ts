import { env } from "@/lib/env";
import { totpContext } from "@/lib/vault/contexts";
import { open, type StoredEnvelope, seal } from "@/lib/vault/envelope";

/** The shared secret of a person, for the columns of `second_factors`. */
export function sealTotp(userId: string, secret: string): { sealed: Uint8Array<ArrayBuffer>; kekVersion: number } {
  const { sealed, kekVersion } = seal(secret, totpContext({ userId }), env().LATCHKEY_KEK);
  return { sealed: new Uint8Array(sealed), kekVersion };
}

/** @throws EnvelopeError when it was altered, belongs to another person, or its key-encryption key is missing */
export const openTotp = (userId: string, row: StoredEnvelope): string =>
  open(row, totpContext({ userId }), env().LATCHKEY_KEK);
