import type PgBoss from "pg-boss";
import { afterEach, expect, test, vi } from "vitest";
import { pool } from "@/lib/db/pool";
import { wakeWorker } from "@/lib/jobs/wake-worker";
import { log } from "@/lib/log";
import { doDuty } from "./do-duty";
import { type Duty, queueOf } from "./duties";
import { startBoss } from "./start-boss";

const started: PgBoss[] = [];
const work = async (duties: Duty[]): Promise<PgBoss> => {
  const boss = await startBoss(duties);
  started.push(boss);
  return boss;
};
afterEach(async () => {
  await Promise.all(started.splice(0).map((boss) => boss.stop({ graceful: true, timeout: 5_000 })));
  await pool().query("DELETE FROM pgboss.job");
});

const duty = (given: Partial<Duty> = {}): Duty => ({ name: "a duty", every: "day", work: async () => {}, ...given });
const doneAt = async (name: string): Promise<string | undefined> => {
  const { rows } = await pool().query("SELECT done_at::text AS at FROM worker_duties WHERE name = $1", [name]);
  return rows[0]?.at;
};

test("what fell due while no worker ran is done at the start, and noted for the health page", async () => {
  const done = vi.fn(async () => {});
  await work([duty({ name: "at the start", work: done })]);
  await vi.waitFor(async () => expect(await doneAt("at the start")).toBeDefined(), 10_000);
  expect(done).toHaveBeenCalledTimes(1);
  const { rows } = await pool().query("SELECT cron FROM pgboss.schedule WHERE name = 'at-the-start'");
  expect(rows).toEqual([{ cron: "23 3 * * *" }]);
});

test("a hundred who wake two workers at once have it done, and not a hundred times", async () => {
  const done = vi.fn(async () => {});
  const woken = duty({ name: "mails", wokenFor: "mails", work: done });
  await Promise.all([work([woken]), work([woken])]);
  await vi.waitFor(() => expect(done).toHaveBeenCalled(), 10_000);
  const before = done.mock.calls.length;
  await Promise.all(Array.from({ length: 100 }, () => wakeWorker("mails")));
  await vi.waitFor(() => expect(done.mock.calls.length).toBeGreaterThan(before), 10_000);
  await vi.waitFor(async () => {
    const { rows } = await pool().query(
      "SELECT count(*)::int AS n FROM pgboss.job WHERE name = 'mails' AND state < 'completed'",
    );
    expect(rows[0].n).toBe(0);
  }, 10_000);
  expect(done.mock.calls.length - before).toBeLessThan(10);
});

test("waking for later is a job for then; the same moment is kept once", async () => {
  const done = vi.fn(async () => {});
  await work([duty({ name: "webhooks", wokenFor: "webhooks", work: done })]);
  await vi.waitFor(() => expect(done).toHaveBeenCalled(), 10_000);
  const at = new Date(Date.now() + 3_600_000);
  for (let i = 0; i < 3; i++) await wakeWorker("webhooks", at);
  const { rows } = await pool().query(
    "SELECT start_after FROM pgboss.job WHERE name = 'webhooks' AND state = 'created' AND singleton_key <> 'now'",
  );
  expect(rows).toEqual([{ start_after: new Date(Math.ceil(at.getTime() / 1_000) * 1_000) }]);
});

test("a job whose worker was killed is done by another", async () => {
  const done = vi.fn(async () => {});
  const left = duty({ name: "left behind", work: done });
  const boss = await work([left]);
  await vi.waitFor(() => expect(done).toHaveBeenCalledTimes(1), 10_000);
  await boss.stop({ graceful: true, timeout: 5_000 });
  await boss.send(queueOf(left), {}, { singletonKey: "now" });
  // As a worker would that is killed right afterwards.
  expect(await boss.fetch(queueOf(left))).toHaveLength(1);
  await pool().query("UPDATE pgboss.job SET started_on = now() - interval '16 minutes' WHERE state = 'active'");
  await boss.maintain();
  await pool().query("UPDATE pgboss.job SET start_after = now() WHERE state = 'retry'");
  await work([left]);
  await vi.waitFor(() => expect(done.mock.calls.length).toBeGreaterThan(1), 10_000);
});

test("a duty that fails is logged and noted, tried again, and holds up no other", async () => {
  const said = vi.spyOn(log, "error").mockImplementation(() => {});
  const other = vi.fn(async () => {});
  const failing = duty({ name: "failing", work: () => Promise.reject(new Error("no")) });
  await work([failing, duty({ name: "other", work: other })]);
  await vi.waitFor(async () => {
    const { rows } = await pool().query("SELECT state FROM pgboss.job WHERE name = 'failing'");
    expect(rows).toEqual([{ state: "retry" }]);
  }, 10_000);
  await vi.waitFor(() => expect(other).toHaveBeenCalled(), 10_000);
  const { rows } = await pool().query("SELECT done_at, failed_at FROM worker_duties WHERE name = 'failing'");
  expect(rows[0]).toMatchObject({ done_at: null, failed_at: expect.any(Date) });
  said.mockRestore();
});

test("a note that cannot be kept hides no failure", async () => {
  const said = vi.spyOn(log, "error").mockImplementation(() => {});
  const failing = duty({ work: () => Promise.reject(new Error("the duty's own")) });
  const unable = () => Promise.reject(new Error("the database cannot be reached"));
  await expect(doDuty(failing, unable)).rejects.toThrow("the duty's own");
  said.mockRestore();
});

test("a version without a duty no longer schedules it", async () => {
  const boss = await work([duty({ name: "gone soon" }), duty({ name: "stays" })]);
  await boss.stop({ graceful: true, timeout: 5_000 });
  await work([duty({ name: "stays" })]);
  const { rows } = await pool().query("SELECT name FROM pgboss.schedule WHERE name IN ('gone-soon', 'stays')");
  expect(rows).toEqual([{ name: "stays" }]);
});

test("waking where no worker has ever run harms nobody", async () => {
  await expect(wakeWorker("notices")).resolves.toBeUndefined();
});
