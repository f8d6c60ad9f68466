import type pg from "pg";
import type { ChainedEvent, ChainHead } from "./event-hash";

const AT_ONCE = 2_000;
const BEFORE_ALL = ["-9223372036854775808", "00000000-0000-0000-0000-000000000000"] as const;
const AFTER_ITS_TWINS = "ffffffff-ffff-ffff-ffff-ffffffffffff";

/** Every column of `audit_events e`, as ChainedEvent has it. */
export const CHAINED_COLUMNS = `
  e.seq::text AS seq, e.id::text AS id, e.team_id::text AS "teamId", trim_scale(extract(epoch FROM e.at) * 1000)::text AS at,
  e.actor_kind AS "actorKind", e.actor_id::text AS "actorId", e.actor_name AS "actorName", e.action,
  e.target_kind AS "targetKind", e.target_id AS "targetId", e.before::text AS before, e.after::text AS after, e.ip,
  e.user_agent AS "userAgent", e.request_id AS "requestId", encode(e.hash, 'hex') AS hash`;

export type Reader = Pick<pg.ClientBase, "query">;

/** A team's events by number, then id, in batches; those after a number alone. For one answer to the whole: in a snapshot. */
export async function* readChain(reader: Reader, teamId: string, afterSeq = 0): AsyncGenerator<ChainedEvent[]> {
  let after: readonly [seq: string, id: string] = afterSeq === 0 ? BEFORE_ALL : [String(afterSeq), AFTER_ITS_TWINS];
  for (;;) {
    const { rows } = await reader.query<ChainedEvent>(
      `SELECT ${CHAINED_COLUMNS} FROM audit_events e
       WHERE e.team_id = $1 AND (e.seq, e.id) > ($2::bigint, $3::uuid) ORDER BY e.seq, e.id LIMIT ${AT_ONCE}`,
      [teamId, ...after],
    );
    const last = rows.at(-1);
    if (last === undefined) return;
    yield rows;
    if (rows.length < AT_ONCE) return;
    after = [last.seq, last.id];
  }
}

const placeOf = async (reader: Reader, sql: string, values: unknown[]): Promise<ChainHead | null> => {
  const { rows } = await reader.query<{ seq: string; hash: string }>(sql, values);
  return rows[0] ? { seq: Number(rows[0].seq), hash: rows[0].hash } : null;
};

/** The noted end of a team's chain. */
export const readHead = (reader: Reader, teamId: string): Promise<ChainHead | null> =>
  placeOf(reader, "SELECT seq::text AS seq, encode(hash, 'hex') AS hash FROM audit_heads WHERE team_id = $1", [teamId]);

/** One event's place in the chain. */
export const readPlace = (reader: Reader, teamId: string, seq: number): Promise<ChainHead | null> =>
  placeOf(
    reader,
    "SELECT seq::text AS seq, encode(hash, 'hex') AS hash FROM audit_events WHERE team_id = $1 AND seq = $2",
    [teamId, seq],
  );
