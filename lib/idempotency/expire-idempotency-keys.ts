import { clock } from "@/lib/clock";
import { prisma } from "@/lib/db/prisma";

const AT_ONCE = 5_000;

/** Gives up the keys whose 24 hours are over. Safe with several workers at once. @returns how many went */
export async function expireIdempotencyKeys(): Promise<number> {
  const now = clock.now();
  let gone = 0;
  for (;;) {
    const some = await prisma().$executeRaw`
      DELETE FROM idempotency_keys WHERE ctid IN (
        SELECT ctid FROM idempotency_keys WHERE expires_at <= ${now} LIMIT ${AT_ONCE} FOR UPDATE SKIP LOCKED)`;
    gone += some;
    if (some < AT_ONCE) return gone;
  }
}
