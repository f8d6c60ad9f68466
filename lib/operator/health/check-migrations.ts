import { pendingMigrations } from "@/lib/db/pending-migrations";
import { pool } from "@/lib/db/pool";
import { env } from "@/lib/env";
import { counted, type HealthCheck } from "./health-check";

/** Whether the database has the shape that this version expects. */
export async function checkMigrations(): Promise<HealthCheck> {
  const [pending, { rows }] = await Promise.all([
    pendingMigrations(env().DATABASE_URL, process.cwd()),
    pool().query<{ applied: number; broken: number }>(
      `SELECT (count(*) FILTER (WHERE finished_at IS NOT NULL))::int AS applied,
         (count(*) FILTER (WHERE finished_at IS NULL AND rolled_back_at IS NULL))::int AS broken FROM _prisma_migrations`,
    ),
  ]);
  return judgeMigrations(pending, rows[0]?.applied ?? 0, rows[0]?.broken ?? 0);
}

export function judgeMigrations(pending: readonly string[], applied: number, broken: number): HealthCheck {
  const name = "Migrations";
  if (broken > 0) {
    const detail = `${counted(broken, "migration")} began and did not finish.`;
    return { name, state: "trouble", detail, todo: "Restore the backup from before it, and start this version again." };
  }
  if (pending.length > 0) {
    const detail = `The database lacks ${pending.join(", ")}.`;
    return { name, state: "trouble", detail, todo: "Run npm run admin -- migrate, then restart." };
  }
  return { name, state: "fine", detail: `${counted(applied, "migration")} applied, none waiting.`, todo: null };
}
