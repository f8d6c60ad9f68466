import { type KeyObject, verify } from "node:crypto";

/** Whether the signature (base64 of DER) is this key's over exactly these bytes: ECDSA-NIST-P256V1-SHA256. */
export function isSigned(body: Uint8Array, signature: string, key: KeyObject): boolean {
  try {
    return verify("sha256", body, key, Buffer.from(signature, "base64"));
  } catch {
    return false;
  }
}
