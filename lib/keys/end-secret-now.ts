import type { Transaction } from "@/lib/db/prisma";
import type { Change } from "./change-key";
import { forgetSealed } from "./forget-sealed";
import type { StoredKey } from "./load-key";

/** Ends a secret of a locked key that has not ended yet, in the caller's transaction. */
export async function endSecretNow(
  tx: Transaction,
  { publicId, endsAt }: Pick<StoredKey["secrets"][number], "publicId" | "endsAt">,
  now: Date,
): Promise<NonNullable<Change>> {
  await tx.secret.update({ where: { publicId }, data: { endsAt: now } });
  await forgetSealed(tx, { publicId });
  return {
    before: { secret: publicId, endsAt: endsAt?.toISOString() ?? null },
    after: { secret: publicId, endsAt: now.toISOString() },
  };
}
