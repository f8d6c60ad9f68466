import { recordAccountEvent } from "@/lib/audit/record-account-event";
import { clock } from "@/lib/clock";
import { inTransaction, prisma, type Transaction } from "@/lib/db/prisma";
import type { RequestFrom } from "../request-from";
import { countAttempt, forgetAttempts, subject } from "../throttle";
import { hashRecoveryCode } from "./recovery-code";
import { openTotp } from "./sealed-totp";
import { stepOf } from "./totp";

/** In a quarter of an hour. Three codes of a million count at a time: guessing day and night has an even chance after eight months. */
export const SECOND_FACTOR_ATTEMPTS = 10;

/** True once a person has confirmed a second factor: from then on a password or a provider alone signs nobody in. */
export const hasSecondFactor = async (userId: string): Promise<boolean> =>
  (await prisma().secondFactor.findFirst({
    where: { userId, confirmedAt: { not: null } },
    select: { userId: true },
  })) !== null;

/** Takes a code of the app, of a step that has not counted yet. The row stays locked, so that of two at once one counts. */
export async function takeTotpCode(tx: Transaction, userId: string, code: string): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ sealed: Uint8Array; kek_version: number; last_step: bigint }[]>`
    SELECT sealed, kek_version, last_step FROM second_factors WHERE user_id = ${userId}::uuid FOR UPDATE`;
  if (row === undefined) return false;
  const secret = openTotp(userId, { sealed: row.sealed, kekVersion: row.kek_version });
  const step = stepOf(secret, code.replace(/\s/g, ""), clock.ms(), Number(row.last_step));
  if (step === null) return false;
  await tx.secondFactor.update({ where: { userId }, data: { lastStep: step } });
  return true;
}

/** Takes a recovery code, once. */
async function takeRecoveryCode(tx: Transaction, who: Who, code: string): Promise<boolean> {
  const { userId } = who;
  const hash = hashRecoveryCode(code);
  if (hash === null) return false;
  const used = await tx.recoveryCode.updateMany({
    where: { userId, hash, usedAt: null },
    data: { usedAt: clock.now() },
  });
  if (used.count === 0) return false;
  const left = await tx.recoveryCode.count({ where: { userId, usedAt: null } });
  await recordAccountEvent(tx, who, who.from, "account.recovery_codes", {
    before: { left: left + 1 },
    after: { left },
  });
  return true;
}

type Who = { userId: string; name: string; from: RequestFrom };

/**
 * Whether this is a code of the person's app, or one of their recovery codes; either counts once. Wrong codes are counted by
 * person, whichever session, address or pending sign-in they come from.
 * @throws DomainError too_many_requests
 */
export async function proveSecondFactor(who: Who, code: string): Promise<boolean> {
  const attempts = subject("second-factor", who.userId);
  await countAttempt([{ subject: attempts, limit: SECOND_FACTOR_ATTEMPTS }]);
  const proven = await inTransaction(
    async (tx) =>
      (await isConfirmed(tx, who.userId)) &&
      ((await takeTotpCode(tx, who.userId, code)) || (await takeRecoveryCode(tx, who, code))),
  );
  if (proven) await forgetAttempts([attempts]);
  return proven;
}

const isConfirmed = async (tx: Transaction, userId: string): Promise<boolean> =>
  (await tx.secondFactor.count({ where: { userId, confirmedAt: { not: null } } })) > 0;
