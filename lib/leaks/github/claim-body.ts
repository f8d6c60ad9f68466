import { createHash } from "node:crypto";
import { clock } from "@/lib/clock";
import { pool } from "@/lib/db/pool";

const KEPT_DAYS = 7;
/** After so long somebody who took a body and never said that it was done is not coming back. */
const LEASE_MS = 60_000;

/** A body that was taken, to be said how it went. */
export type Claim = { done: () => Promise<void>; release: () => Promise<void> };

/**
 * Takes a signed body, once in seven days. Known by its own SHA-256 and not by its signature's, of which there is a second valid one
 * to every one. What could not be dealt with is released, and can be sent again.
 * @returns null when it was taken before
 */
export async function claimBody(body: Uint8Array): Promise<Claim | null> {
  const digest = createHash("sha256").update(body).digest();
  const now = clock.now();
  const { rowCount } = await pool().query(
    `INSERT INTO secret_scanning_bodies (digest, taken_at) VALUES ($1, $2)
     ON CONFLICT (digest) DO UPDATE SET taken_at = excluded.taken_at, done = false
       WHERE secret_scanning_bodies.taken_at <= $3 OR (NOT secret_scanning_bodies.done AND secret_scanning_bodies.taken_at <= $4)`,
    [digest, now, new Date(now.getTime() - KEPT_DAYS * 86_400_000), new Date(now.getTime() - LEASE_MS)],
  );
  if (rowCount === 0) return null;
  const settle = async (statement: string): Promise<void> => {
    await pool().query(`${statement} WHERE digest = $1 AND taken_at = $2 AND NOT done`, [digest, now]);
  };
  return {
    done: () => settle("UPDATE secret_scanning_bodies SET done = true"),
    release: () => settle("DELETE FROM secret_scanning_bodies"),
  };
}

/** Gives up what was taken longer ago. @returns how many went */
export async function expireBodies(): Promise<number> {
  const before = new Date(clock.ms() - KEPT_DAYS * 86_400_000);
  const { rowCount } = await pool().query("DELETE FROM secret_scanning_bodies WHERE taken_at <= $1", [before]);
  return rowCount ?? 0;
}
