import { clock } from "@/lib/clock";
import { pool } from "@/lib/db/pool";
import { newId } from "@/lib/ids";
import { TIMEOUT_SECONDS } from "./trouble";

/** At the same time to one endpoint, of all workers together (two that look at the same moment may go beyond it once). */
export const PER_ENDPOINT = 4;
/** Longer than an attempt and its bookkeeping take: who is silent for so long is dead, and another one takes over. */
export const LEASE_MS = 4 * TIMEOUT_SECONDS * 1_000;

export type Claim = { deliveryId: string; lease: string };

// What failed last time comes after what did not, and gets no more than `room` of its own, so that endpoints which hang cannot
// take every place.
const CLAIM = `
  WITH due AS (
    SELECT d.id FROM (
      SELECT e.id, ${PER_ENDPOINT} - (
        SELECT count(*) FROM webhook_deliveries b WHERE b.endpoint_id = e.id AND b.lease IS NOT NULL AND b.leased_until > $1
      ) AS room
      FROM webhook_endpoints e
      WHERE e.disabled_at IS NULL AND (e.failing_since IS NOT NULL) = $5
        AND EXISTS (SELECT 1 FROM webhook_deliveries p WHERE p.endpoint_id = e.id AND p.next_attempt_at <= $1)
    ) AS e CROSS JOIN LATERAL (
      SELECT id, next_attempt_at FROM webhook_deliveries
      WHERE endpoint_id = e.id AND next_attempt_at <= $1 AND (lease IS NULL OR leased_until <= $1)
      ORDER BY next_attempt_at, id LIMIT greatest(e.room, 0) FOR UPDATE SKIP LOCKED
    ) AS d ORDER BY d.next_attempt_at, d.id LIMIT $4
  )
  UPDATE webhook_deliveries w SET lease = $3, leased_until = $2 FROM due WHERE w.id = due.id RETURNING w.id`;

/**
 * Takes deliveries that are due, and whose taker has died, for as long as a lease lasts. Of several at the same time each gets others.
 * @param isFailing of endpoints whose last attempt failed, or of the others
 */
export async function claimDue(room: number, isFailing: boolean): Promise<Claim[]> {
  if (room <= 0) return [];
  const now = clock.ms();
  const lease = newId();
  const values: unknown[] = [new Date(now), new Date(now + LEASE_MS), lease, room, isFailing];
  const { rows } = await pool().query<{ id: string }>(CLAIM, values);
  return rows.map(({ id }) => ({ deliveryId: id, lease }));
}
