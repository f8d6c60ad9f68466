import { createHash, randomBytes } from "node:crypto";
import { clock } from "@/lib/clock";
import type { MailTokenPurpose } from "@/lib/db/generated/client";
import type { Transaction } from "@/lib/db/prisma";
import { newId } from "@/lib/ids";

const MINUTE_MS = 60_000;
/** How long a link serves: a new password is at stake with one, an address with the other. */
const LIFE_MS: Record<MailTokenPurpose, number> = {
  reset_password: 30 * MINUTE_MS,
  confirm_email: 24 * 60 * MINUTE_MS,
};
/** 256 bits in base64url. */
const SHAPE = /^[A-Za-z0-9_-]{43}$/;

const hashOf = (token: string): Uint8Array<ArrayBuffer> => new Uint8Array(createHash("sha256").update(token).digest());

/** What a link proves: that whoever opens it reads the mail of `email` on behalf of this account. */
export type MailProof = { userId: string; email: string };

/** A new token for a link; older ones of the same purpose serve no longer. It is in this answer and nowhere else. */
export async function issueMailToken(tx: Transaction, purpose: MailTokenPurpose, proof: MailProof): Promise<string> {
  const token = randomBytes(32).toString("base64url");
  const now = clock.ms();
  // The account's row keeps two requests at the same time from leaving two tokens.
  await tx.$executeRaw`SELECT 1 FROM users WHERE id = ${proof.userId}::uuid FOR NO KEY UPDATE`;
  await tx.mailToken.deleteMany({ where: { userId: proof.userId, purpose } });
  await tx.mailToken.create({
    data: {
      id: newId(),
      userId: proof.userId,
      email: proof.email,
      purpose,
      hash: hashOf(token),
      createdAt: new Date(now),
      expiresAt: new Date(now + LIFE_MS[purpose]),
    },
  });
  return token;
}

/** What an unused, unexpired token proves, or null; looking does not use it. */
export async function readMailToken(
  db: Pick<Transaction, "mailToken">,
  purpose: MailTokenPurpose,
  token: string,
): Promise<MailProof | null> {
  if (!SHAPE.test(token)) return null;
  return db.mailToken.findFirst({
    where: { hash: hashOf(token), purpose, usedAt: null, expiresAt: { gt: clock.now() } },
    select: { userId: true, email: true },
  });
}

/** Uses a token up. Of any number of tries at the same time one gets its proof, the others null. */
export async function takeMailToken(
  tx: Transaction,
  purpose: MailTokenPurpose,
  token: string,
): Promise<MailProof | null> {
  const proof = await readMailToken(tx, purpose, token);
  if (proof === null) return null;
  const { count } = await tx.mailToken.updateMany({
    where: { hash: hashOf(token), usedAt: null },
    data: { usedAt: clock.now() },
  });
  return count === 1 ? proof : null;
}
