import { recordFindingWith } from "@/lib/alerts/record-finding";
import { recordEvent } from "@/lib/audit/record-event";
import { clock } from "@/lib/clock";
import type { Transaction } from "@/lib/db/prisma";
import { notFound } from "@/lib/errors";
import { showId } from "@/lib/ids";
import { endSecretNow } from "@/lib/keys/end-secret-now";
import type { StoredKey } from "@/lib/keys/load-key";
import { revokeNow } from "@/lib/keys/revoke-now";
import { secretStatus } from "@/lib/keys/status";
import { toView } from "@/lib/keys/to-view";
import { recordNotice } from "@/lib/notifications/record-notice";
import { HOUR } from "@/lib/usage/step";
import type { Leak, LeakOutcome } from "./leak";
import { type LeakResponse, leakResponse, weight } from "./leak-response";
import { rememberReport } from "./remember-report";

export type RecordedLeak = {
  outcome: LeakOutcome;
  /** What was done now; null: nothing. */
  response: LeakResponse | null;
  isMailDue: boolean;
  isWebhookDue: boolean;
};

const QUIET = { response: null, isMailDue: false, isWebhookDue: false };

/**
 * What follows from a secret's having leaked, in the caller's transaction: the report is remembered, the trail has it, an alert is
 * opened, people are told, and as the operator chose the secret is ended or its key revoked. The same place reported again does
 * nothing more, unless the operator has chosen more since; of what is over already nothing but the report is written.
 * @param key locked
 * @param chosen by the operator
 * @throws DomainError not_found when the key has no such secret
 */
export async function recordLeak(
  tx: Transaction,
  key: StoredKey,
  secretId: string,
  leak: Leak,
  chosen: LeakResponse,
): Promise<RecordedLeak> {
  const now = clock.now();
  const secret = key.secrets.find(({ publicId }) => publicId === secretId);
  if (secret === undefined) throw notFound("secret");
  const isOver = key.revokedAt !== null || secretStatus(secret, now.getTime()) === "ended";
  const response = isOver ? null : leakResponse(leak.reporter.kind, chosen);
  const isNews = await rememberReport(tx, { key, secretId, leak, response, now });
  if (response === null) return { outcome: "over", ...QUIET };
  if (!isNews) return { outcome: "repeated", ...QUIET };

  const told = await raiseAlert(tx, key, secretId, leak, response, now);
  const target = { kind: "key", id: key.id } as const;
  await recordEvent(tx, key.teamId, leak.by, {
    action: "secret.leak_reported",
    target,
    after: {
      secret: secretId,
      reportedBy: leak.reporter.kind,
      source: leak.source || null,
      seenAt: leak.url || null,
      leakResponse: response,
    },
  });
  if (response === "end_secret") {
    const ended = await endSecretNow(tx, secret, now);
    await recordEvent(tx, key.teamId, leak.by, { action: "secret.end", target, ...ended });
  } else if (response === "revoke_key") {
    const revoked = await revokeNow(tx, key, now, revokeReason(leak));
    if (revoked) await recordEvent(tx, key.teamId, leak.by, { action: "key.revoke", target, ...revoked });
  }
  return { outcome: "acted", response, ...told };
}

async function raiseAlert(
  tx: Transaction,
  key: StoredKey,
  secretId: string,
  { reporter, source, url }: Leak,
  response: LeakResponse,
  now: Date,
) {
  const masked = toView(key, now.getTime()).secrets.find(({ id }) => id === secretId)?.masked ?? "";
  const evidence = { kind: "leaked" as const, secretId, masked, reporter, source, url, response };
  const reported = { ...evidence, reportedAt: now.toISOString() };
  const from = Math.floor(now.getTime() / HOUR) * HOUR;
  // What does more is what is shown, as of other alerts the worst hour.
  const finding = { from, to: from + HOUR, excess: weight(response), evidence: reported };
  const scope = { teamId: key.teamId, environment: key.environment, keyId: key.id };
  const { alertId, isMuted } = await recordFindingWith(tx, scope, finding);
  // A mute is for what goes on as it is; that something was ended is told all the same.
  if (alertId === null || (isMuted && response === "alert")) return { isMailDue: false, isWebhookDue: false };
  const facts = {
    kind: "secret.leaked" as const,
    alertId: showId("alert", alertId),
    secretId,
    evidence: reported,
  };
  return recordNotice(tx, [{ teamId: key.teamId, key, subject: `${alertId} ${response}`, facts }]);
}

function revokeReason({ reporter, url }: Leak): string {
  const who = reporter.kind === "member" ? reporter.name : "GitHub’s secret scanning";
  return `Leaked, as ${who} reported${url === "" ? "" : `: seen on ${new URL(url).hostname}`}.`;
}
