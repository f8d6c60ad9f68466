import { clock } from "@/lib/clock";
import { Prisma } from "@/lib/db/generated/client";
import { inTransaction, type Transaction } from "@/lib/db/prisma";
import { newId } from "@/lib/ids";
import type { KeyScope } from "@/lib/usage/usage-store";
import { episodeGap } from "./episode-gap";
import { type Finding, subjectOf } from "./finding";

/** The alert that a finding belongs to (null: another worker is opening it), whether this call opened it, and whether it is muted. */
export type RecordedFinding = { alertId: string | null; isNew: boolean; isMuted: boolean };

/** As `recordFindingWith`, in a transaction of its own. @returns the id of the alert that this call opened, null when there was one */
export async function recordFinding(key: KeyScope, finding: Finding): Promise<string | null> {
  const { alertId, isNew } = await inTransaction((tx) => recordFindingWith(tx, key, finding));
  return isNew ? alertId : null;
}

/**
 * Makes a finding part of the alert that it belongs to, or opens one, in the caller's transaction. However often a finding comes,
 * from however many workers at once: one alert for one episode (a unique index says so). The alert keeps its worst hour as evidence.
 */
export async function recordFindingWith(tx: Transaction, key: KeyScope, finding: Finding): Promise<RecordedFinding> {
  const { evidence, excess } = finding;
  const { kind } = evidence;
  const subject = subjectOf(evidence);
  const [from, to] = [new Date(finding.from), new Date(finding.to)];
  const [early, late] = [new Date(finding.from - episodeGap(kind)), new Date(finding.to + episodeGap(kind))];
  const json = JSON.stringify(evidence);
  const now = clock.now();
  // Of hours that are as bad the last is shown.
  const isWorse = Prisma.sql`(${excess} > excess OR (${excess} = excess AND ${from} >= window_from))`;
  const [mute] = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM alert_mutes WHERE team_id = ${key.teamId}::uuid AND key_id = ${key.keyId}::uuid
      AND kind = ${kind}::"AlertKind" AND (until IS NULL OR until > ${now})`;
  const isMuted = mute !== undefined;
  // A mute that has run out no longer hides what goes on.
  const [continued] = await tx.$queryRaw<{ id: string }[]>`
    UPDATE alerts SET
      seen_from = least(seen_from, ${from}), seen_until = greatest(seen_until, ${to}),
      window_from = CASE WHEN ${isWorse} THEN ${from} ELSE window_from END,
      window_to = CASE WHEN ${isWorse} THEN ${to} ELSE window_to END,
      evidence = CASE WHEN ${isWorse} THEN ${json}::jsonb ELSE evidence END,
      excess = greatest(excess, ${excess}),
      ended_at = CASE WHEN ended_at IS NOT NULL THEN greatest(ended_at, ${to}) END,
      muted_at = CASE WHEN ${isMuted} THEN muted_at END
    WHERE id = (
      SELECT id FROM alerts
      WHERE team_id = ${key.teamId}::uuid AND key_id = ${key.keyId}::uuid AND kind = ${kind}::"AlertKind"
        AND subject = ${subject} AND seen_from <= ${late} AND seen_until >= ${early}
      ORDER BY seen_until DESC LIMIT 1 FOR UPDATE)
    RETURNING id`;
  if (continued !== undefined) return { alertId: continued.id, isNew: false, isMuted };
  await tx.$executeRaw`
    UPDATE alerts SET ended_at = seen_until
    WHERE team_id = ${key.teamId}::uuid AND key_id = ${key.keyId}::uuid AND kind = ${kind}::"AlertKind"
      AND subject = ${subject} AND ended_at IS NULL AND seen_until < ${early}`;
  const [opened] = await tx.$queryRaw<{ id: string }[]>`
    INSERT INTO alerts (id, team_id, key_id, environment, kind, subject, window_from, window_to, excess, evidence,
                        seen_from, seen_until, opened_at, muted_at)
    VALUES (${newId()}::uuid, ${key.teamId}::uuid, ${key.keyId}::uuid, ${key.environment}::"Environment",
            ${kind}::"AlertKind", ${subject}, ${from}, ${to}, ${excess}, ${json}::jsonb, ${from}, ${to}, ${now},
            ${isMuted ? now : null})
    ON CONFLICT (key_id, kind, subject) WHERE ended_at IS NULL DO NOTHING
    RETURNING id`;
  return { alertId: opened?.id ?? null, isNew: opened !== undefined, isMuted };
}
