import type { Actor } from "@/lib/auth/actor";
import { rotateOldKey } from "./rotate-old-key";
import type { RotateKeyInput } from "./schema";
import type { RevealedKey } from "./view";

/** A new current secret, however old the one before is. @throws DomainError as `rotateOldKey` */
export async function rotateKey(actor: Actor, input: RotateKeyInput): Promise<RevealedKey> {
  const made = await rotateOldKey(actor, input);
  if (!made.rotated) throw new Error("A rotation that asks for no age has to rotate.");
  return { key: made.key, secret: made.secret };
}
