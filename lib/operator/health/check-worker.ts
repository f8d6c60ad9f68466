import { pool } from "@/lib/db/pool";
import { duration, type HealthCheck } from "./health-check";

/** Milliseconds; null: never. */
export type DutyFacts = { name: string; everyMs: number; doneMsAgo: number | null; failedMsAgo: number | null };

/** A duty may take its time, and a restart a minute. */
const isLate = ({ everyMs, doneMsAgo }: DutyFacts): boolean => doneMsAgo === null || doneMsAgo > 2 * everyMs + 60_000;

const isFailing = ({ doneMsAgo, failedMsAgo }: DutyFacts): boolean =>
  failedMsAgo !== null && (doneMsAgo === null || failedMsAgo < doneMsAgo);

/** When each of the worker's duties was last done. */
export async function checkWorker(): Promise<HealthCheck> {
  const { rows } = await pool().query<{ name: string; every_ms: number; done: number | null; failed: number | null }>(
    `SELECT name, every_ms, (extract(epoch FROM now() - done_at) * 1000)::float8 AS done,
       (extract(epoch FROM now() - failed_at) * 1000)::float8 AS failed FROM worker_duties ORDER BY every_ms, name`,
  );
  return judgeWorker(
    rows.map(({ name, every_ms, done, failed }) => ({ name, everyMs: every_ms, doneMsAgo: done, failedMsAgo: failed })),
  );
}

export function judgeWorker(duties: readonly DutyFacts[]): HealthCheck {
  const name = "Worker";
  if (duties.length === 0) {
    const detail = "No worker has done anything yet: usage is not rolled up, and nothing is watched for alerts.";
    return { name, state: "trouble", detail, todo: "npm start runs one beside the dashboard. Start it again." };
  }
  const told = duties.map(({ name: duty, doneMsAgo }) =>
    doneMsAgo === null ? `${duty} never` : `${duty} ${duration(doneMsAgo)} ago`,
  );
  const detail = `Last done: ${told.join(", ")}.`;
  if (duties.every(isLate)) {
    return { name, state: "trouble", detail, todo: "The worker does not run. Start it with npm start." };
  }
  const failing = duties.filter(isFailing);
  if (failing.length > 0) {
    const todo = `${failing.map(({ name: duty }) => duty).join(", ")} failed the last time. The worker’s log says why.`;
    return { name, state: "attention", detail, todo };
  }
  const late = duties.filter(isLate);
  if (late.length > 0) {
    const todo = `${late.map(({ name: duty }) => duty).join(", ")} is overdue. Look at the worker’s log.`;
    return { name, state: "attention", detail, todo };
  }
  return { name, state: "fine", detail, todo: null };
}
