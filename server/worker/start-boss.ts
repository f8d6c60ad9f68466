import PgBoss from "pg-boss";
import { pool } from "@/lib/db/pool";
import { bossDatabase } from "@/lib/jobs/boss-database";
import { log } from "@/lib/log";
import { doDuty } from "./do-duty";
import { type Duty, EVERY, queueOf } from "./duties";

/** A worker that was killed leaves its job behind: after so long another does it. */
const ABANDONED_AFTER_SECONDS = 900;
const AGAIN_AFTER_SECONDS = 20;
/** Between two looks for a job: one that somebody waits for, and one that the clock brings. */
const LOOK_SECONDS = { woken: 1, timed: 4 };

/** Of jobs that wait for the same thing pg-boss keeps one ("short"): however often a duty is asked for, it waits once. */
async function takeOn(boss: PgBoss, duty: Duty): Promise<void> {
  const queue = queueOf(duty);
  await boss.createQueue(queue, {
    name: queue,
    policy: "short",
    retryLimit: 2,
    retryDelay: AGAIN_AFTER_SECONDS,
    expireInSeconds: ABANDONED_AFTER_SECONDS,
  });
  await boss.schedule(queue, EVERY[duty.every].cron, {}, { singletonKey: "now" });
  // What fell due while no worker ran does not wait for the clock.
  await boss.send(queue, {}, { singletonKey: "now" });
}

/** Workers that start together would make queues in each other's way: pg-boss's own lock holds for one statement. */
async function oneAfterTheOther(work: () => Promise<void>): Promise<void> {
  const guard = await pool().connect();
  try {
    await guard.query("SELECT pg_advisory_lock(hashtext('latchkey.worker-queues'))");
    await work();
  } finally {
    await guard.query("SELECT pg_advisory_unlock_all()").catch(() => {});
    guard.release();
  }
}

/** Schedules of duties that this version no longer has. */
async function forgetOthers(boss: PgBoss, duties: readonly Duty[]): Promise<void> {
  const known = new Set(duties.map(queueOf));
  for (const { name } of await boss.getSchedules()) if (!known.has(name)) await boss.unschedule(name);
}

/**
 * A pg-boss that does these duties: by cron, when woken, and once now. Any number of processes may; a job goes to one of them.
 * @throws Error when its tables cannot be made or read
 */
export async function startBoss(duties: readonly Duty[]): Promise<PgBoss> {
  const boss = new PgBoss({
    db: bossDatabase,
    cronMonitorIntervalSeconds: 20,
    cronWorkerIntervalSeconds: 4,
    maintenanceIntervalSeconds: 60,
    archiveCompletedAfterSeconds: 3_600,
    archiveFailedAfterSeconds: 86_400,
    deleteAfterDays: 1,
  });
  // Its loops go on by themselves; while the database is away each of them says so.
  boss.on("error", (error) =>
    log.warn({ reason: (error as { code?: string }).code ?? error.message }, "a look for jobs failed"),
  );
  await oneAfterTheOther(async () => {
    await boss.start();
    await forgetOthers(boss, duties);
    for (const duty of duties) await takeOn(boss, duty);
  });
  for (const duty of duties) {
    const pollingIntervalSeconds = duty.wokenFor ? LOOK_SECONDS.woken : LOOK_SECONDS.timed;
    await boss.work(queueOf(duty), { pollingIntervalSeconds }, () => doDuty(duty));
  }
  return boss;
}
