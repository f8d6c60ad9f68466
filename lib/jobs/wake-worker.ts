import PgBoss from "pg-boss";
import { clock } from "@/lib/clock";
import { log } from "@/lib/log";
import { bossDatabase } from "./boss-database";
import type { JobName } from "./job-name";

const shared = globalThis as { latchkeyWaker?: PgBoss };

/** Only sends: it is never started, so it neither makes tables nor works. */
function waker(): PgBoss {
  shared.latchkeyWaker ??= new PgBoss({ db: bossDatabase });
  return shared.latchkeyWaker;
}

/**
 * Has a worker look at once, or at a moment, for what is due. Rows say what is due, a job only says "look": one that is lost costs
 * at most the minute until the worker looks by itself, and of many at the same moment one is kept. So it never throws, and it is
 * called after the commit.
 */
export async function wakeWorker(job: JobName, at: Date = clock.now()): Promise<void> {
  const seconds = Math.ceil(at.getTime() / 1_000);
  const isNow = at.getTime() <= clock.ms();
  try {
    await waker().send(
      job,
      {},
      { singletonKey: isNow ? "now" : String(seconds), ...(!isNow && { startAfter: new Date(seconds * 1_000) }) },
    );
  } catch (error) {
    log.debug({ job, reason: (error as { code?: string }).code }, "the worker is not woken; it looks within a minute");
  }
}
