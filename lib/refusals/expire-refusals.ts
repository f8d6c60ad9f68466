import { clock } from "@/lib/clock";
import { Prisma } from "@/lib/db/generated/client";
import { prisma } from "@/lib/db/prisma";
import { KEPT_DAYS } from "./refusal";

const DAY_MS = 86_400_000;
const AT_ONCE = 5_000;
/** Rows kept at most, about 200 MB together; a flood of unknown keys pushes out only its own kind. */
const MOST = { known: 300_000, unknown: 50_000 };

async function removeAll(which: Prisma.Sql): Promise<number> {
  let gone = 0;
  for (;;) {
    const some = await prisma().$executeRaw`
      DELETE FROM refused_requests WHERE ctid IN (SELECT ctid FROM refused_requests ${which} LIMIT ${AT_ONCE})`;
    gone += some;
    if (some < AT_ONCE) return gone;
  }
}

/** Gives up refusals that are a week old, and the oldest beyond the bound. Safe with several workers at once. @returns how many went */
export async function expireRefusals(most = MOST): Promise<number> {
  const oldest = new Date(clock.ms() - KEPT_DAYS * DAY_MS);
  const old = await removeAll(Prisma.sql`WHERE at < ${oldest}`);
  const known = await removeAll(Prisma.sql`WHERE team_id IS NOT NULL ORDER BY at DESC OFFSET ${most.known}`);
  return old + known + (await removeAll(Prisma.sql`WHERE team_id IS NULL ORDER BY at DESC OFFSET ${most.unknown}`));
}
