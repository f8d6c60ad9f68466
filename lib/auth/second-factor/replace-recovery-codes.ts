import { clock } from "@/lib/clock";
import type { Transaction } from "@/lib/db/prisma";
import { newId } from "@/lib/ids";
import { hashRecoveryCode, newRecoveryCode, RECOVERY_CODES } from "./recovery-code";

/** Ten new recovery codes in place of those there were. The answer is the only place where they can be read. */
export async function replaceRecoveryCodes(tx: Transaction, userId: string): Promise<string[]> {
  const codes = Array.from({ length: RECOVERY_CODES }, newRecoveryCode);
  await tx.recoveryCode.deleteMany({ where: { userId } });
  await tx.recoveryCode.createMany({
    data: codes.map((code) => ({
      id: newId(),
      userId,
      hash: hashRecoveryCode(code) as Uint8Array<ArrayBuffer>,
      createdAt: clock.now(),
    })),
  });
  return codes;
}
