import type { Actor } from "@/lib/auth/actor";
import { authorise } from "@/lib/auth/permissions";
import { pool } from "@/lib/db/pool";
import { SYSTEM } from "./schema";
import { showActorId } from "./to-view";

/** Who did something, and what was done, in this team: what the list's filters offer. */
export type AuditChoices = { actors: { id: string; name: string; kind: string }[]; actions: string[] };

const MOST = 500;

// One jump along the index for each value, instead of a look at every event.
const ACTIONS = `
  WITH RECURSIVE found AS (
    SELECT min(action) AS action FROM audit_events WHERE team_id = $1
    UNION ALL
    SELECT (SELECT min(action) FROM audit_events WHERE team_id = $1 AND action > found.action) FROM found WHERE found.action IS NOT NULL
  )
  SELECT action FROM found WHERE action IS NOT NULL LIMIT ${MOST}`;
const ACTORS = `
  WITH RECURSIVE found AS (
    (SELECT actor_id FROM audit_events WHERE team_id = $1 AND actor_id IS NOT NULL ORDER BY actor_id LIMIT 1)
    UNION ALL
    SELECT (SELECT actor_id FROM audit_events WHERE team_id = $1 AND actor_id > found.actor_id ORDER BY actor_id LIMIT 1)
    FROM found WHERE found.actor_id IS NOT NULL
  )
  (SELECT latest.* FROM found, LATERAL (
     SELECT actor_id AS id, actor_kind AS kind, actor_name AS name FROM audit_events
     WHERE team_id = $1 AND actor_id = found.actor_id ORDER BY seq DESC LIMIT 1
   ) latest LIMIT ${MOST})
  UNION ALL
  (SELECT actor_id, actor_kind, actor_name FROM audit_events WHERE team_id = $1 AND actor_id IS NULL ORDER BY seq DESC LIMIT 1)`;

export async function listChoices(actor: Actor): Promise<AuditChoices> {
  authorise(actor, "audit:read");
  const [actors, actions] = await Promise.all([
    pool().query<{ id: string | null; kind: string; name: string }>(ACTORS, [actor.teamId]),
    pool().query<{ action: string }>(ACTIONS, [actor.teamId]),
  ]);
  return {
    actors: actors.rows
      .map(({ id, kind, name }) => ({ id: id === null ? SYSTEM : showActorId(kind, id), name, kind }))
      .sort((a, b) => a.name.localeCompare(b.name, "en")),
    actions: actions.rows.map(({ action }) => action),
  };
}
