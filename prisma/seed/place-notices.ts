import type pg from "pg";
import { evidenceSchema } from "@/lib/alerts/finding";
import { clock } from "@/lib/clock";
import { newId, showId } from "@/lib/ids";
import type { LookedAtKey } from "@/lib/notifications/look";
import { DAY, HOUR } from "@/lib/usage/step";
import { pooledTransaction } from "@/lib/usage/store/pooled-transaction";
import type { PlacedKey } from "./demo-audit";
import { DEMO_MEMBERS, type MemberName } from "./demo-members";
import { type ShownSecrets, type Told, toldOfKey } from "./demo-notices";
import { insertRows } from "./insert-rows";

/** Whoever shows the demo has not come to read what is younger; the others have read what was there when they were last here. */
const UNREAD_DAYS = 2.5;
const READ_AFTER = 3 * HOUR;
const WEBHOOK_DISABLED_DAYS = 41.2;

type ToldOf = Told & { key: { id: string; environment: string; creator: string } | null };

async function readDates(client: pg.ClientBase, teamId: string): Promise<Map<string, LookedAtKey>> {
  const { rows } = await client.query<LookedAtKey>(
    `SELECT id, team_id AS "teamId", environment, expires_at AS "expiresAt", rotate_by AS "rotateBy",
       rotation_enforced AS "rotationEnforced", disabled_at AS "disabledAt", revoked_at AS "revokedAt"
     FROM keys WHERE team_id = $1`,
    [teamId],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

async function readShownSecrets(client: pg.ClientBase, teamId: string): Promise<ShownSecrets> {
  const { rows } = await client.query<{ id: string; prefix: string; lastFour: string; imported: boolean }>(
    `SELECT s.public_id AS id, s.prefix, s.last_four AS "lastFour", s.imported FROM secrets s JOIN keys k ON k.id = s.key_id
     WHERE k.team_id = $1`,
    [teamId],
  );
  return new Map(rows.map(({ id, ...parts }) => [id, parts]));
}

type AlertRow = { id: string; keyId: string; evidence: unknown; from: Date; to: Date; openedAt: Date };

/** Every alert was told when it was opened. */
async function toldOfAlerts(client: pg.ClientBase, teamId: string): Promise<(Told & { keyId: string })[]> {
  const { rows } = await client.query<AlertRow>(
    `SELECT id, key_id AS "keyId", evidence, window_from AS "from", window_to AS "to", opened_at AS "openedAt"
     FROM alerts WHERE team_id = $1`,
    [teamId],
  );
  return rows.map(({ id, keyId, evidence, from, to, openedAt }) => ({
    ...{ keyId, subject: id, at: openedAt.getTime() },
    facts: {
      ...{ kind: "alert.opened", alertId: showId("alert", id), evidence: evidenceSchema.parse(evidence) },
      window: { from: from.toISOString(), to: to.toISOString() },
    },
  }));
}

/** Of an endpoint that is gone since. */
function toldOfWebhook(now: number): Told {
  const [endpointId, at] = [newId(), now - WEBHOOK_DISABLED_DAYS * DAY];
  const [url, disabledAt] = ["https://hooks.acme.example/latchkey", new Date(at).toISOString()];
  return {
    subject: `${endpointId} ${disabledAt}`,
    facts: {
      ...{ kind: "webhook.disabled", endpointId: showId("endpoint", endpointId), url, disabledAt },
      reason: "failing",
    },
    at,
  };
}

/** Who was told, as members are by default. */
const concerned = ({ key }: ToldOf) =>
  DEMO_MEMBERS.filter(
    ({ name, role }) => role === "owner" || role === "admin" || (role === "developer" && key?.creator === name),
  );

/** What the members of the demo team were told by the product's rules, read and unread; no mail goes out about it. */
export async function placeNotices(
  teamId: string,
  keys: readonly PlacedKey[],
  userIds: ReadonlyMap<MemberName, string>,
): Promise<void> {
  const now = clock.ms();
  await pooledTransaction(async (client) => {
    // A worker that runs already may have told what is due now, as if it were new.
    await client.query("LOCK TABLE notices IN SHARE ROW EXCLUSIVE MODE");
    await client.query("DELETE FROM notices WHERE team_id = $1", [teamId]);
    const [dates, shown] = [await readDates(client, teamId), await readShownSecrets(client, teamId)];
    const byId = new Map(
      keys.map(({ id, spec }) => [id, { id, environment: spec.environment, creator: spec.creator }]),
    );
    const ofKeys = keys.flatMap((placed): ToldOf[] => {
      const key = dates.get(placed.id);
      const told = key === undefined ? [] : toldOfKey(placed, key, shown, now);
      return told.map((one) => ({ ...one, key: byId.get(placed.id) ?? null }));
    });
    const ofAlerts = (await toldOfAlerts(client, teamId)).map(
      ({ keyId, ...told }): ToldOf => ({ ...told, key: byId.get(keyId) ?? null }),
    );
    const notices = [...ofKeys, ...ofAlerts, { ...toldOfWebhook(now), key: null }].map((told) => ({
      ...told,
      id: newId(),
    }));
    await insertRows(
      client,
      "notices",
      notices.map(({ id, key, subject, facts, at }) => ({
        ...{ id, team_id: teamId, kind: facts.kind, key_id: key?.id ?? null, environment: key?.environment ?? null },
        ...{ subject, facts, created_at: new Date(at).toISOString() },
      })),
    );
    await insertRows(
      client,
      "notice_deliveries",
      notices.flatMap((notice) =>
        concerned(notice).map(({ name, seen = UNREAD_DAYS }) => ({
          ...{ notice_id: notice.id, team_id: teamId, user_id: userIds.get(name), channel: "dashboard" },
          created_at: new Date(notice.at).toISOString(),
          read_at: notice.at > now - seen * DAY ? null : new Date(Math.min(notice.at + READ_AFTER, now)).toISOString(),
        })),
      ),
    );
  });
}
