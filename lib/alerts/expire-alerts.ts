import { clock } from "@/lib/clock";
import { pool } from "@/lib/db/pool";
import { env } from "@/lib/env";
import { DAY } from "@/lib/usage/step";

const AT_ONCE = 5_000;

/** Removes alerts not seen for longer than the counts by day are kept (USAGE_KEEP_DAYS_DAYS), a batch a statement. @returns how many */
export async function expireAlerts(): Promise<number> {
  const before = new Date(clock.ms() - env().USAGE_KEEP_DAYS_DAYS * DAY);
  for (let gone = 0; ; ) {
    const { rowCount } = await pool().query(
      "DELETE FROM alerts WHERE id IN (SELECT id FROM alerts WHERE seen_until < $1 LIMIT $2)",
      [before, AT_ONCE],
    );
    gone += rowCount ?? 0;
    if ((rowCount ?? 0) < AT_ONCE) return gone;
  }
}
