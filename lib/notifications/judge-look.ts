import { episodeGap } from "@/lib/alerts/episode-gap";
import { showId } from "@/lib/ids";
import { dueGraceMark, graceMarks } from "@/lib/keys/grace-marks";
import { maskSecret } from "@/lib/keys/mask-secret";
import { dueDeadlineMark, nextDeadlineMark } from "./deadline-marks";
import { isInUse } from "./is-in-use";
import type { Judged, Look } from "./look";

const NEVER: Judged = { tell: null, lookAt: null };

type About<A extends Look["about"]> = Extract<Look, { about: A }>;

/** A disabled key is told of, too: it still expires, and then cannot be enabled any more. */
function judgeExpiry({ key, since }: About<"expiry">, now: number): Judged {
  const deadline = key.expiresAt;
  if (deadline === null) return NEVER;
  const mark = dueDeadlineMark(deadline, since ?? new Date(0), now);
  const lookAt = nextDeadlineMark(deadline, now);
  if (mark === null) return { tell: null, lookAt };
  const at = deadline.toISOString();
  const facts =
    mark === 0
      ? { kind: "key.expired" as const, deadline: at }
      : { kind: "key.expiring" as const, days: mark, deadline: at };
  return { tell: { subject: `${key.id} ${at} ${mark}`, facts }, lookAt };
}

/**
 * A mark counts when the secret was there to be rotated: a policy that is new, or tightened, tells the nearest one at once. A key that
 * is disabled or expired breaks nobody's calls by not being rotated; it is looked at again when it is enabled or extended.
 */
function judgeRotation({ key, secretSince }: About<"rotation">, now: number): Judged {
  const deadline = key.rotateBy;
  if (deadline === null || secretSince === null) return NEVER;
  const lookAt = nextDeadlineMark(deadline, now);
  if (!isInUse(key, now)) return { tell: null, lookAt };
  const mark = dueDeadlineMark(deadline, secretSince, now);
  if (mark === null) return { tell: null, lookAt };
  const [at, enforced] = [deadline.toISOString(), key.rotationEnforced];
  const facts =
    mark === 0
      ? { kind: "rotation.overdue" as const, deadline: at, enforced }
      : { kind: "rotation.due" as const, days: mark, deadline: at, enforced };
  return { tell: { subject: `${key.id} ${at} ${mark}`, facts }, lookAt };
}

/** Looked at when a mark is reached, and not in between: who comes back to the old secret later is told of at the next one. */
function judgeGrace({ subject, key, grace, toldAt }: About<"grace">, now: number): Judged {
  if (grace === null || now >= grace.endsAt.getTime()) return NEVER;
  // Kept until the end, even if nothing is left to tell: an extension must know what was told.
  const lookAt = graceMarks(grace).find(({ at }) => at.getTime() > now)?.at ?? grace.endsAt;
  const due = isInUse(key, now) ? dueGraceMark(grace, now, grace.lastUsedAt, toldAt) : null;
  if (due === null || grace.lastUsedAt === null) return { tell: null, lookAt };
  const endsAt = grace.endsAt.toISOString();
  const facts = {
    kind: `grace.${due.mark}` as const,
    secretId: subject,
    masked: maskSecret(grace, key.environment),
    endsAt,
    lastUsedAt: grace.lastUsedAt.toISOString(),
  };
  return { tell: { subject: `${subject} ${endsAt}`, facts }, lookAt };
}

/**
 * An alert that is muted or seen to troubles nobody, nor does one whose episode is long over when its mute ends. A leak has a notice of
 * its own, made with the report (lib/leaks).
 */
function judgeAlert({ subject, alert }: About<"alert">, now: number): Judged {
  if (alert === null || alert.mutedAt !== null || alert.acknowledgedAt !== null) return NEVER;
  const { evidence, windowFrom, windowTo, seenUntil } = alert;
  if (evidence.kind === "leaked") return NEVER;
  if (seenUntil.getTime() < now - episodeGap(evidence.kind)) return NEVER;
  const window = { from: windowFrom.toISOString(), to: windowTo.toISOString() };
  const facts = { kind: "alert.opened" as const, alertId: showId("alert", subject), evidence, window };
  return { tell: { subject, facts }, lookAt: null };
}

/**
 * Pure: what is to be told of this now, and when to look again. A revoked key tells nothing and never will.
 * @param now milliseconds
 */
export function judgeLook(look: Look, now: number): Judged {
  if (look.key.revokedAt !== null) return NEVER;
  switch (look.about) {
    case "expiry":
      return judgeExpiry(look, now);
    case "rotation":
      return judgeRotation(look, now);
    case "grace":
      return judgeGrace(look, now);
    case "alert":
      return judgeAlert(look, now);
  }
}
