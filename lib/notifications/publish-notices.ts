import { alertSentence } from "@/lib/alerts/alert-sentence";
import { countryNamesOf } from "@/lib/alerts/country-names";
import type { Transaction } from "@/lib/db/prisma";
import { publishEvent } from "@/lib/webhooks/publish-event";
import type { NoticeFacts } from "./facts";
import type { NewNotice } from "./look";

type Told = Exclude<NoticeFacts, { kind: "webhook.disabled" }>;

/** What a webhook says of it, beside the team and the key. */
function dataOf(facts: Told): Record<string, unknown> {
  switch (facts.kind) {
    case "key.expiring":
      return { expiresAt: facts.deadline, days: facts.days };
    case "key.expired":
      return { expiresAt: facts.deadline };
    case "rotation.due":
      return { rotateBy: facts.deadline, days: facts.days, enforced: facts.enforced };
    case "rotation.overdue":
      return { rotateBy: facts.deadline, enforced: facts.enforced };
    case "grace.half_over":
    case "grace.nearly_over":
      return { secret: { id: facts.secretId, endsAt: facts.endsAt, lastUsedAt: facts.lastUsedAt } };
    case "alert.opened": {
      const { alertId, evidence, window } = facts;
      const told = { from: Date.parse(window.from), to: Date.parse(window.to), zone: "UTC" };
      const sentence = alertSentence(evidence, told, countryNamesOf(evidence));
      return { alert: alertId, kind: evidence.kind, sentence, ...window };
    }
  }
}

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
    const event = { type: facts.kind, data: dataOf(facts), keyId: key?.id, secretId };
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
