import { pool } from "@/lib/db/pool";
import { counted, duration, type HealthCheck } from "./health-check";

/** Of pg-boss's queues: what waits past its time, what is being done, what was given up within a day. */
export type JobFacts = { queues: number; overdue: number; overdueMs: number; active: number; failed: number };

/** Every job is looked for each few seconds. */
const PATIENCE_MS = 120_000;

const FACTS = `
  SELECT (SELECT count(*)::int FROM pgboss.queue) AS queues,
    count(*) FILTER (WHERE state < 'active' AND start_after < now())::int AS overdue,
    coalesce(max(extract(epoch FROM now() - start_after)) FILTER (WHERE state < 'active'), 0)::float8 * 1000 AS "overdueMs",
    count(*) FILTER (WHERE state = 'active')::int AS active,
    count(*) FILTER (WHERE state = 'failed' AND completed_on > now() - interval '1 day')::int AS failed
  FROM pgboss.job`;

/** How the worker's jobs stand. */
export async function checkJobs(): Promise<HealthCheck> {
  const { rows } = await pool().query<{ there: boolean }>("SELECT to_regclass('pgboss.job') IS NOT NULL AS there");
  if (!rows[0]?.there) return judgeJobs(null);
  const facts = await pool().query<JobFacts>(FACTS);
  return judgeJobs(facts.rows[0] ?? null);
}

/** @param facts null: no worker has ever started on this database */
export function judgeJobs(facts: JobFacts | null): HealthCheck {
  const name = "Jobs";
  if (facts === null) {
    const detail = "No worker has started on this database yet, so there is nothing that jobs could wait in.";
    return { name, state: "trouble", detail, todo: "npm start runs one beside the dashboard. Start it again." };
  }
  const { queues, overdue, overdueMs, active, failed } = facts;
  const detail = `${counted(queues, "queue")}: ${counted(overdue, "job")} due, ${active} being done, ${failed} given up within a day.`;
  if (overdue > 0 && overdueMs > PATIENCE_MS) {
    const todo = `The oldest waits for ${duration(overdueMs)}. Look whether a worker runs, and at its log.`;
    return { name, state: "trouble", detail, todo };
  }
  if (failed > 0) {
    const todo = "The worker’s log says why they failed. Each comes round again at its time.";
    return { name, state: "attention", detail, todo };
  }
  return { name, state: "fine", detail, todo: null };
}
