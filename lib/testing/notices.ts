import { clock, setClock } from "@/lib/clock";
import { pool } from "@/lib/db/pool";

export type TestClock = { now: number; restore: () => void };

/** The clock stands where `now` is set, from `start` on (ISO 8601). */
export function standingClock(start: string): TestClock {
  const standing: TestClock = { now: Date.parse(start), restore: setClock(() => standing.now) };
  return standing;
}

/** What a team was told, in order: "key.expiring 7". */
export async function toldTo({ teamId }: { teamId: string }): Promise<string[]> {
  const { rows } = await pool().query<{ kind: string; facts: { days?: number } }>(
    "SELECT kind, facts FROM notices WHERE team_id = $1 ORDER BY created_at, kind, id",
    [teamId],
  );
  return rows.map(({ kind, facts }) => (facts.days === undefined ? kind : `${kind} ${facts.days}`));
}

/** By when a key is to be rotated, as a policy would set it. */
export async function setRotateBy(keyId: string, rotateBy: Date | null, enforced = false): Promise<void> {
  await pool().query("UPDATE keys SET rotate_by = $2, rotation_enforced = $3, updated_at = $4 WHERE id = $1", [
    keyId,
    rotateBy,
    enforced,
    clock.now(),
  ]);
}
