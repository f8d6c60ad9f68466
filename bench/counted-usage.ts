import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { pool } from "@/lib/db/pool";
import { OUTCOME_COLUMN } from "@/lib/usage/outcome";
import type { Workbench } from "./workbench";

const OUTCOMES = Object.values(OUTCOME_COLUMN).join(" + ");
const COUNTED = `SELECT secret_id, sum(${OUTCOMES})::int AS n FROM usage_minutes GROUP BY secret_id`;

/** Verifications that the database has counted, by the secret's public id. */
export async function countedUsage(): Promise<Map<string, number>> {
  const { rows } = await pool().query<{ secret_id: string; n: number }>(COUNTED);
  return new Map(rows.map(({ secret_id, n }) => [secret_id, n]));
}

/** Usage segments on disk that hold something. */
export function spooledSegments(bench: Workbench): number {
  const folder = join(bench.folder, "data/spool");
  if (!existsSync(folder)) return 0;
  const files = readdirSync(folder, { recursive: true, withFileTypes: true });
  return files.filter(
    (file) =>
      file.name.endsWith(".spool") && statSync(join(file.parentPath, file.name), { throwIfNoEntry: false })?.size,
  ).length;
}

/** Waits until nothing is left on disk. @returns false when it is not by then */
export async function untilSpoolIsEmpty(bench: Workbench, patienceMs: number): Promise<boolean> {
  for (const until = Date.now() + patienceMs; Date.now() < until; await pause(100)) {
    if (spooledSegments(bench) === 0) return true;
  }
  return spooledSegments(bench) === 0;
}
