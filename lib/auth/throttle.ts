import { createHash } from "node:crypto";
import { clock } from "@/lib/clock";
import { prisma } from "@/lib/db/prisma";
import { DomainError } from "@/lib/errors";

const WINDOW_MS = 15 * 60_000;

type Subject =
  | "address"
  | "ip"
  | "sign-up"
  | "second-factor"
  | "team"
  | "invite"
  | "invitation"
  | "mail-to"
  | "mail-from"
  | "leak-from";

/** What is counted, hashed, so that the table holds no addresses. */
export const subject = (kind: Subject, value: string): string =>
  createHash("sha256").update(`${kind}:${value}`).digest("base64url");

/**
 * Counts an attempt before it is tried, so that attempts at the same time cannot slip past the limit.
 * @throws DomainError too_many_requests with the seconds to wait, once `limit` attempts of the window are used up
 */
export async function countAttempt(subjects: readonly { subject: string; limit: number }[]): Promise<void> {
  const now = clock.now();
  for (const { subject, limit } of subjects) {
    const [row] = await prisma().$queryRaw<{ failures: number; window_end: Date }[]>`
      INSERT INTO sign_in_throttles AS t (subject, failures, window_end)
      VALUES (${subject}, 1, ${new Date(now.getTime() + WINDOW_MS)})
      ON CONFLICT (subject) DO UPDATE SET
        failures = CASE WHEN t.window_end <= ${now} THEN 1 ELSE t.failures + 1 END,
        window_end = CASE WHEN t.window_end <= ${now} THEN excluded.window_end ELSE t.window_end END
      RETURNING failures, window_end`;
    if (row && row.failures > limit) {
      const seconds = Math.max(1, Math.ceil((row.window_end.getTime() - now.getTime()) / 1_000));
      const minutes = Math.ceil(seconds / 60);
      throw new DomainError(
        "too_many_requests",
        `Too many attempts. Try again in ${minutes} ${minutes === 1 ? "minute" : "minutes"}.`,
        undefined,
        seconds,
      );
    }
  }
}

/** A success takes its subject's failures back. */
export async function forgetAttempts(subjects: readonly string[]): Promise<void> {
  await prisma().signInThrottle.deleteMany({ where: { subject: { in: [...subjects] } } });
}
