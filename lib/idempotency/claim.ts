import type { Actor } from "@/lib/auth/actor";
import { clock } from "@/lib/clock";
import { prisma } from "@/lib/db/prisma";
import { newId } from "@/lib/ids";
import { KeyReused, stillRunning } from "./refusals";

export const KEPT_MS = 24 * 3_600_000;
/** An attempt has ended by then, however it went: a transaction of ours waits and runs for 35 s at most (lib/db/prisma.ts). */
export const LEASE_MS = 60_000;

/** One attempt at a call that has a name. */
export type Claim = { teamId: string; tokenId: string; key: string; claim: string };
export type Answer = { status: number; body: string };
type Found = { fingerprint: Uint8Array; status: number | null; body: string | null };

/**
 * Claims a key for one attempt, or tells the answer of the attempt that succeeded. A key belongs to the access token it came with,
 * so those of two teams never meet. An attempt that died is taken over when its time is up.
 * @throws DomainError conflict while another attempt runs; KeyReused for another fingerprint
 */
export async function claim(
  actor: Pick<Actor, "teamId" | "id">,
  key: string,
  fingerprint: Uint8Array,
): Promise<Claim | Answer> {
  const mine = { teamId: actor.teamId, tokenId: actor.id, key, claim: newId() };
  // Whoever holds the row may release it between the two questions; a third such time is a caller who is in a hurry.
  for (let tries = 0; tries < 3; tries++) {
    if (await insert(mine, fingerprint)) return mine;
    const [found] = await prisma().$queryRaw<Found[]>`
      SELECT fingerprint, status, body FROM idempotency_keys
      WHERE team_id = ${mine.teamId}::uuid AND token_id = ${mine.tokenId}::uuid AND key = ${key}`;
    if (found === undefined) continue;
    if (!Buffer.from(found.fingerprint).equals(fingerprint)) throw new KeyReused();
    if (found.status === null || found.body === null) break;
    return { status: found.status, body: found.body };
  }
  throw stillRunning();
}

/** A row that is past its keeping is as good as none; so is the same call's, when its attempt cannot be running any more. */
async function insert({ teamId, tokenId, key, claim }: Claim, fingerprint: Uint8Array): Promise<boolean> {
  const now = clock.ms();
  const [at, end, dead] = [new Date(now), new Date(now + KEPT_MS), new Date(now - LEASE_MS)];
  const rows = await prisma().$queryRaw<unknown[]>`
    INSERT INTO idempotency_keys AS held (team_id, token_id, key, fingerprint, claim, claimed_at, expires_at)
    VALUES (${teamId}::uuid, ${tokenId}::uuid, ${key}, ${fingerprint}, ${claim}::uuid, ${at}, ${end})
    ON CONFLICT (team_id, token_id, key) DO UPDATE SET
      fingerprint = excluded.fingerprint, claim = excluded.claim, claimed_at = excluded.claimed_at,
      expires_at = excluded.expires_at, status = NULL, body = NULL
    WHERE held.expires_at <= ${at}
      OR (held.status IS NULL AND held.claimed_at <= ${dead} AND held.fingerprint = excluded.fingerprint)
    RETURNING 1`;
  return rows.length === 1;
}
