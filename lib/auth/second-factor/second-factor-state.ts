import { prisma } from "@/lib/db/prisma";

export type SecondFactorState = { on: false } | { on: true; since: string; recoveryCodesLeft: number };

/** What the account page says of a person's second factor. */
export async function secondFactorState(person: { userId: string }): Promise<SecondFactorState> {
  const { userId } = person;
  const [factor, recoveryCodesLeft] = await Promise.all([
    prisma().secondFactor.findUnique({ where: { userId }, select: { confirmedAt: true } }),
    prisma().recoveryCode.count({ where: { userId, usedAt: null } }),
  ]);
  if (!factor?.confirmedAt) return { on: false };
  return { on: true, since: factor.confirmedAt.toISOString(), recoveryCodesLeft };
}
