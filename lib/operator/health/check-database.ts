import { performance } from "node:perf_hooks";
import { pool } from "@/lib/db/pool";
import { bytesText, duration, type HealthCheck } from "./health-check";

const SLOW_MS = 100;
const MOST_CONNECTIONS_USED = 0.8;

type Row = { version: string; bytes: string; used: number; most: number };

const FACTS = `
  SELECT current_setting('server_version') AS version, pg_database_size(current_database())::text AS bytes,
    (SELECT count(*)::int FROM pg_stat_activity WHERE backend_type = 'client backend') AS used,
    current_setting('max_connections')::int AS most`;

/** Reached, how fast it answers, how large it is, and whether it has connections left. */
export async function checkDatabase(): Promise<HealthCheck> {
  await pool().query("SELECT 1");
  const begun = performance.now();
  await pool().query("SELECT 1");
  const latency = performance.now() - begun;
  const { rows } = await pool().query<Row>(FACTS);
  const { version, bytes, used, most } = rows[0] as Row;
  return judgeDatabase({ version, bytes: Number(bytes), used, most, latency });
}

type Facts = { version: string; bytes: number; used: number; most: number; latency: number };

export function judgeDatabase({ version, bytes, used, most, latency }: Facts): HealthCheck {
  const detail = `PostgreSQL ${version.split(" ")[0]} answers in ${duration(latency)}, holds ${bytesText(bytes)}, and serves ${used} of ${most} connections.`;
  if (used > most * MOST_CONNECTIONS_USED) {
    const todo = "Raise max_connections, or run fewer dashboards and gateways on this database.";
    return { name: "Database", state: "attention", detail, todo };
  }
  if (latency > SLOW_MS) {
    const todo = "Pages and first calls of a key wait for this. Bring the database closer, or look at its load.";
    return { name: "Database", state: "attention", detail, todo };
  }
  return { name: "Database", state: "fine", detail, todo: null };
}
