import { prisma } from "@/lib/db/prisma";

/** Until some statement of this database that reads so waits for a row's lock. */
export async function waitsForALock(reads: string): Promise<void> {
  for (;;) {
    const [row] = await prisma().$queryRaw<{ n: bigint }[]>`
      SELECT count(*) AS n FROM pg_stat_activity
      WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE ${`%${reads}%`}`;
    if (row !== undefined && row.n > 0n) return;
  }
}
