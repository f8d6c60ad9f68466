import { DEPLOYMENT_TRAIL } from "@/lib/audit/deployment-trail";
import { requireOperator } from "@/lib/auth/require-operator";
import { clock } from "@/lib/clock";
import { prisma } from "@/lib/db/prisma";
import type { Operator } from "@/lib/operator/operator";
import { commandLineActor } from "@/lib/teams/command-line-actor";
import { readLostEvents } from "./read-lost-events";
import { stopKey } from "./stop-key";
import { takeFromMembers } from "./take-from-members";
import { takeAccessTokens, takeServiceTokens } from "./take-tokens";
import { nothingTaken, takeAway } from "./taken-away";

/**
 * `shared`: events that the database has, too. `lost`: those it has not. `done`: what was taken away again, by the action of its
 * event. `other`: lost events of which nothing was done, by action. `left`: what has to be done by hand, in words.
 */
export type Replayed = {
  team: string;
  shared: number;
  lost: number;
  done: Record<string, number>;
  other: Record<string, number>;
  left: string[];
};

const counted = (actions: readonly string[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const action of actions) counts[action] = (counts[action] ?? 0) + 1;
  return counts;
};

/**
 * After a database was restored to an earlier state: takes away again what an exported trail says was taken away since, so that
 * no revoked key comes back. What was given since (keys, secrets, members) is not in a trail and stays lost. Twice changes
 * nothing more.
 * @param file of one team's trail, or of the deployment's own, as JSON
 * @throws DomainError forbidden; invalid when the file is no whole trail of this deployment
 */
export async function replayTrail(person: Operator, file: string, dryRun: boolean): Promise<Replayed> {
  requireOperator(person);
  const { team, shared, events } = await readLostEvents(file);
  const taken = nothingTaken();
  let lost = 0;
  for await (const event of events) {
    takeAway(taken, event);
    lost++;
  }
  const found = { team: team.slug, shared, lost, other: Object.fromEntries(taken.other) };
  if (team.id === DEPLOYMENT_TRAIL) {
    const tokens = await takeServiceTokens(taken.serviceTokens, dryRun);
    return { ...found, done: tokens > 0 ? { "service_token.revoke": tokens } : {}, left: [] };
  }
  const known = await prisma().team.findUnique({ where: { id: team.id }, select: { slug: true } });
  if (known === null) return { ...found, done: {}, left: ["The backup does not have this team: nothing of it works."] };
  // Whoever has the command line has proved who they are.
  const actor = { ...(await commandLineActor(known.slug)), authenticatedAt: clock.now() };
  const done: string[] = [];
  for (const [keyId, fromKey] of taken.keys) done.push(...(await stopKey(actor, keyId, fromKey, dryRun)));
  const tokens = await takeAccessTokens(actor, taken.accessTokens, dryRun);
  done.push(...Array<string>(tokens).fill("access_token.revoke"));
  const members = await takeFromMembers(actor, taken.members, dryRun);
  return { ...found, done: counted([...done, ...members.done]), left: members.left };
}
