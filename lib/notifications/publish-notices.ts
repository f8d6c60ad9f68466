import type { Transaction } from "@/lib/db/prisma";
import { publishEvent } from "@/lib/webhooks/publish-event";
import { eventOfNotice } from "./event-of-notice";
import type { NewNotice } from "./look";

/**
 * Has notices go to their teams' webhooks, too, in the caller's transaction. That an endpoint was disabled is told to people alone.
 * @returns whether one is to be sent at once
 */
export async function publishNotices(tx: Transaction, notices: readonly NewNotice[]): Promise<boolean> {
  const listening = await teamsWithEndpoints(tx, notices);
  let isDue = false;
  for (const { teamId, key, facts } of notices) {
    if (facts.kind === "webhook.disabled" || !listening.has(teamId)) continue;
    const secretId = "secretId" in facts ? facts.secretId : undefined;
    const event = { type: facts.kind, data: eventOfNotice(facts), keyId: key?.id, secretId };
    isDue = (await publishEvent(tx, teamId, event)) || isDue;
  }
  return isDue;
}

/** Most teams have none, and are not asked about each notice. */
async function teamsWithEndpoints(tx: Transaction, notices: readonly NewNotice[]): Promise<Set<string>> {
  const rows = await tx.webhookEndpoint.findMany({
    where: { teamId: { in: [...new Set(notices.map(({ teamId }) => teamId))] }, disabledAt: null },
    select: { teamId: true },
    distinct: ["teamId"],
  });
  return new Set(rows.map(({ teamId }) => teamId));
}
