import type pg from "pg";
import { inSnapshot } from "@/lib/db/in-snapshot";
import type { ChainHead } from "./chain/event-hash";
import { readChain } from "./chain/read-chain";
import { type ChainVerdict, verifyChain } from "./chain/verify-chain";
import { DEPLOYMENT_TRAIL } from "./deployment-trail";

/** `team`: its slug; its uuid where the team itself is gone; "the deployment" for its own trail. */
export type TeamVerdict = ChainVerdict & { team: string };

type Team = { id: string; slug: string | null; head: ChainHead | null };

async function readTeams(client: Pick<pg.ClientBase, "query">, slug: string | undefined): Promise<Team[]> {
  const { rows } = await client.query<{ id: string; slug: string | null; seq: string | null; hash: string | null }>(
    `SELECT coalesce(t.id, h.team_id) AS id, t.slug, h.seq::text AS seq, encode(h.hash, 'hex') AS hash
     FROM teams t FULL JOIN audit_heads h ON h.team_id = t.id WHERE $1::text IS NULL OR t.slug = $1 ORDER BY t.slug`,
    [slug ?? null],
  );
  return rows.map(({ id, slug, seq, hash }) => ({
    id,
    slug,
    head: seq === null || hash === null ? null : { seq: Number(seq), hash },
  }));
}

/**
 * Verifies every team's chain (or one team's), all of them as they are at one moment.
 * @yields how many events of how many teams are verified so far
 */
export const verifyTrails = (slug?: string): AsyncGenerator<{ events: number; teams: number }, TeamVerdict[]> =>
  inSnapshot(async function* (client) {
    const verdicts: TeamVerdict[] = [];
    let before = 0;
    for (const { id, slug: name, head } of await readTeams(client, slug)) {
      const chain = verifyChain(head, readChain(client, id));
      let step = await chain.next();
      for (; !step.done; step = await chain.next()) yield { events: before + step.value, teams: verdicts.length };
      verdicts.push({ ...step.value, team: name ?? (id === DEPLOYMENT_TRAIL ? "the deployment" : id) });
      before += step.value.events;
    }
    return verdicts;
  });
