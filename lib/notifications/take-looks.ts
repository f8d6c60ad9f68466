import { evidenceSchema } from "@/lib/alerts/finding";
import type { Transaction } from "@/lib/db/prisma";
import type { Environment } from "@/lib/keys/environment";
import type { Look, LookAbout, LookedAtKey } from "./look";

type Taken = { about: LookAbout; subject: string };

type Row = {
  about: LookAbout;
  subject: string;
  since: Date | null;
  told_at: Date | null;
  id: string;
  team_id: string;
  environment: Environment;
  expires_at: Date | null;
  rotate_by: Date | null;
  rotation_enforced: boolean;
  disabled_at: Date | null;
  revoked_at: Date | null;
  current_since: Date | null;
  ends_at: Date | null;
  prefix: string | null;
  last_four: string | null;
  imported: boolean | null;
  grace_since: Date | null;
  used_at: Date | null;
  evidence: unknown;
  window_from: Date;
  window_to: Date;
  seen_until: Date;
  acknowledged_at: Date | null;
  muted_at: Date | null;
};

/**
 * Holds up to `most` of what is due to be looked at, and its keys, until the transaction ends: another worker takes others. Keys that
 * somebody changes at this moment are left for the next time, so that nobody waits here for anybody.
 */
export async function takeLooks(tx: Transaction, now: Date, most: number): Promise<Look[]> {
  const taken = await tx.$queryRaw<Taken[]>`
    SELECT l.about, l.subject FROM notice_looks l JOIN keys k ON k.id = l.key_id
    WHERE l.look_at <= ${now} ORDER BY l.look_at LIMIT ${most}
    FOR KEY SHARE OF k SKIP LOCKED FOR UPDATE OF l SKIP LOCKED`;
  if (taken.length === 0) return [];
  // Asked apart, now that nobody else can change them: what stands beside the held rows would be as it was before the wait.
  const rows = await tx.$queryRaw<Row[]>`
    SELECT l.about, l.subject, l.since, l.told_at, k.id, k.team_id, k.environment, k.expires_at, k.rotate_by, k.rotation_enforced,
      k.disabled_at, k.revoked_at, cur.created_at AS current_since, old.ends_at, old.prefix, old.last_four, old.imported,
      next.created_at AS grace_since, used.at AS used_at, a.evidence, a.window_from, a.window_to, a.seen_until,
      a.acknowledged_at, a.muted_at
    FROM unnest(${taken.map(({ about }) => about)}::text[], ${taken.map(({ subject }) => subject)}::text[]) AS t (about, subject)
    JOIN notice_looks l USING (about, subject)
    JOIN keys k ON k.id = l.key_id
    LEFT JOIN secrets cur ON cur.key_id = CASE l.about WHEN 'rotation' THEN k.id END AND cur.ends_at IS NULL
    LEFT JOIN secrets old ON old.public_id = CASE l.about WHEN 'grace' THEN l.subject::char(12) END
    LEFT JOIN secrets next ON next.replaces = old.public_id
    LEFT JOIN secret_last_uses used ON used.public_id = old.public_id
    LEFT JOIN alerts a ON a.id = CASE l.about WHEN 'alert' THEN l.subject::uuid END`;
  return rows.map(toLook);
}

function toLook(row: Row): Look {
  const key: LookedAtKey = {
    id: row.id,
    teamId: row.team_id,
    environment: row.environment,
    expiresAt: row.expires_at,
    rotateBy: row.rotate_by,
    rotationEnforced: row.rotation_enforced,
    disabledAt: row.disabled_at,
    revokedAt: row.revoked_at,
  };
  const { about, subject } = row;
  switch (about) {
    case "expiry":
      return { about, subject, key, since: row.since };
    case "rotation":
      return { about, subject, key, secretSince: row.current_since };
    case "grace": {
      const { grace_since: startedAt, ends_at: endsAt, used_at: lastUsedAt, prefix, imported } = row;
      const isThere = startedAt !== null && endsAt !== null && prefix !== null && imported !== null;
      const grace = isThere ? { startedAt, endsAt, lastUsedAt, prefix, imported, lastFour: row.last_four } : null;
      return { about, subject, key, grace, toldAt: row.told_at };
    }
    case "alert": {
      // One that a later version wrote, and this one cannot read, is nobody's to tell.
      const evidence = evidenceSchema.safeParse(row.evidence);
      const alert = evidence.success
        ? {
            evidence: evidence.data,
            windowFrom: row.window_from,
            windowTo: row.window_to,
            seenUntil: row.seen_until,
            acknowledgedAt: row.acknowledged_at,
            mutedAt: row.muted_at,
          }
        : null;
      return { about, subject, key, alert };
    }
  }
}
