import { judgeHours } from "@/lib/alerts/evaluate-alerts";
import { PlacesMemory } from "@/lib/alerts/places-memory";
import { clock } from "@/lib/clock";
import { pool } from "@/lib/db/pool";
import { newId, showId } from "@/lib/ids";
import { usageStore } from "@/lib/usage/open-usage-store";
import { DAY, HOUR } from "@/lib/usage/step";
import type { KeyScope } from "@/lib/usage/usage-store";
import type { AuditRow } from "./demo-audit";
import { DEMO_BROWSER, DEMO_MEMBERS } from "./demo-members";
import { insertRows } from "./insert-rows";
import { incidentStart } from "./rhythm";

// When something unusual happens in the demo (the flows of keys-in-use.ts), as days before now: from, to.
const UNUSUAL = [
  [1.3, 1.1],
  [0.6, 0.45],
  [0.3, 0],
] as const;
const LOOKED_AT_AFTER = 50 * 60_000;

type Placed = { id: string; key_id: string; kind: string; seen_until: Date };

/** The incident is over and was dealt with, by the one who is on call; then the trail goes on. */
async function acknowledgeIncident(teamId: string, later: readonly AuditRow[]): Promise<void> {
  const by = DEMO_MEMBERS.find(({ role }) => role === "admin");
  const { rows: people } = await pool().query<{ id: string }>("SELECT id FROM users WHERE email = $1", [by?.email]);
  const { rows } = await pool().query<Placed>(
    `UPDATE alerts SET acknowledged_at = seen_until + $2 * interval '1 millisecond', acknowledged_by_id = $3,
                       acknowledged_by_name = $4
     WHERE team_id = $1 AND kind = 'error_jump' RETURNING id, key_id, kind, seen_until`,
    [teamId, LOOKED_AT_AFTER, people[0]?.id, by?.name],
  );
  const client = await pool().connect();
  try {
    const acknowledged = rows.map(({ id, key_id, kind, seen_until }): AuditRow => {
      const at = new Date(seen_until.getTime() + LOOKED_AT_AFTER).toISOString();
      return {
        id: newId(),
        team_id: teamId,
        at,
        actor_kind: "user",
        actor_id: people[0]?.id,
        actor_name: by?.name,
        action: "alert.acknowledge",
        target_kind: "key",
        target_id: key_id,
        before: null,
        after: { alert: showId("alert", id), alertKind: kind, acknowledgedAt: at },
        ip: by?.ip,
        user_agent: DEMO_BROWSER,
      };
    });
    const inOrder = [...acknowledged, ...later].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
    await insertRows(client, "audit_events", inOrder);
  } finally {
    client.release();
  }
}

/**
 * Opens the alerts that the demo's usage deserves, by the rules themselves, as if a worker had been there at the time.
 * @param later what the trail goes on with after the incident
 */
export async function placeAlerts(teamId: string, later: readonly AuditRow[]): Promise<void> {
  const now = clock.ms();
  const { rows } = await pool().query<{ id: string; environment: KeyScope["environment"] }>(
    "SELECT id, environment FROM keys WHERE team_id = $1 ORDER BY environment, id",
    [teamId],
  );
  const active = rows.map(({ id, environment }): KeyScope => ({ teamId, environment, keyId: id }));
  const memory = new PlacesMemory(usageStore());
  const incident = incidentStart(now);
  await judgeHours(incident, incident + 3 * HOUR, { memory, active });
  for (const [from, to] of UNUSUAL) await judgeHours(now - from * DAY, now - to * DAY, { memory, active });
  await pool().query(
    "UPDATE alerts SET opened_at = least(seen_from + interval '20 minutes', now()) WHERE team_id = $1",
    [teamId],
  );
  await acknowledgeIncident(teamId, later);
}
