import { pool } from "@/lib/db/pool";
import { type Duty, EVERY } from "./duties";

/** Keeps when a duty was last done, or last failed, for the operator's health page. */
export async function noteDuty({ name, every }: Duty, succeeded: boolean): Promise<void> {
  const column = succeeded ? "done_at" : "failed_at";
  await pool().query(
    `INSERT INTO worker_duties (name, every_ms, ${column}) VALUES ($1, $2, now())
     ON CONFLICT (name) DO UPDATE SET every_ms = $2, ${column} = now()`,
    [name, EVERY[every].ms],
  );
}
