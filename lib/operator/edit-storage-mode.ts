import { requireFreshSignIn } from "@/lib/auth/fresh-sign-in";
import { requireOperator } from "@/lib/auth/require-operator";
import { env } from "@/lib/env";
import { DomainError } from "@/lib/errors";
import { forgetSealedSecrets } from "@/lib/vault/forget-sealed-secrets";
import { changeDeployment } from "./change-deployment";
import type { Operator } from "./operator";
import type { EditStorageModeInput } from "./schema";

/**
 * Whether the secrets made from now on can be shown again (product S2, S3). Those that exist stay as they were made; on the way
 * back what is sealed can be destroyed, team by team, each with its event: broken off, the same call goes on where it was.
 * @returns how many sealed secrets were forgotten
 * @throws DomainError forbidden; fresh_sign_in_required; conflict when there is no key to seal with
 */
export async function editStorageMode(
  person: Operator,
  { storageMode, forgetSealed }: EditStorageModeInput,
): Promise<{ forgotten: number }> {
  requireOperator(person);
  requireFreshSignIn(person);
  if (storageMode === "retrievable" && env().LATCHKEY_KEK.size === 0) {
    throw new DomainError(
      "conflict",
      "There is no key-encryption key to seal secrets with. Set LATCHKEY_KEK, restart, and switch then.",
    );
  }
  await changeDeployment(person, { action: "storage.switch" }, (row) =>
    row.storageMode === storageMode
      ? null
      : { data: { storageMode }, before: { storageMode: row.storageMode }, after: { storageMode } },
  );
  return storageMode === "irretrievable" && forgetSealed ? forgetSealedSecrets(person) : { forgotten: 0 };
}
