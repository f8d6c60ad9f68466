import type { AuditAction, AuditTarget } from "@/lib/audit/record-event";
import { newId } from "@/lib/ids";
import type { DemoKey } from "./demo-key";
import { type CreatorName, DEMO_BROWSER, DEMO_MEMBERS } from "./demo-members";

type Facts = Record<string, unknown>;
type Trace = { action: AuditAction; at: Date; by: CreatorName; before: Facts | null; after: Facts | null };
/** What the trail says, and of what. */
export type TargetTrace = Trace & { kind: AuditTarget["kind"]; id: string };

export type PlacedKey = {
  id: string;
  spec: DemoKey;
  policy: Facts;
  secrets: { publicId: string; createdAt: Date; endsAt: Date | null }[];
};

const MINUTE = 60_000;

/** What the trail says of a key, in the words the domain's own mutations use. */
function tracesOf({ spec, policy, secrets }: PlacedKey, daysAgo: (days: number) => Date): Trace[] {
  const edit = spec.edited;
  const created: Trace = {
    action: "key.create",
    at: daysAgo(spec.created),
    by: spec.creator,
    before: null,
    after: { ...policy, ...edit?.before },
  };
  const rotations = secrets.slice(1).map((secret, i): Trace => {
    const replaced = secrets[i];
    return {
      action: "key.rotate",
      at: secret.createdAt,
      by: spec.creator,
      before: { secret: replaced?.publicId ?? null },
      after: { secret: secret.publicId, replacedEndsAt: replaced?.endsAt?.toISOString() ?? null },
    };
  });
  const traces = [created, ...rotations];
  if (edit)
    traces.push({ action: "key.edit", at: daysAgo(edit.at), by: edit.by, before: edit.before, after: edit.after });
  if (spec.disabled !== undefined) {
    const at = daysAgo(spec.disabled);
    traces.push({
      action: "key.disable",
      at,
      by: "Jonas Berg",
      before: { disabledAt: null },
      after: { disabledAt: at.toISOString() },
    });
  }
  if (spec.revoked) {
    const { at: days, by, reason } = spec.revoked;
    const at = daysAgo(days);
    const stopped = new Date(at.getTime() - 6 * MINUTE);
    // Found at night: stopped first, looked at, then ended for good.
    traces.push({
      action: "key.disable",
      at: stopped,
      by,
      before: { disabledAt: null },
      after: { disabledAt: stopped.toISOString() },
    });
    traces.push({
      action: "key.revoke",
      at,
      by,
      before: { revokedAt: null },
      after: { revokedAt: at.toISOString(), reason },
    });
  }
  return traces;
}

/** A row of audit_events without what the database gives it: its place in the chain. */
export type AuditRow = Record<string, unknown> & { at: string };

/** Rows of audit_events for the team, its keys and what else is told, oldest first. */
export function auditRows(
  team: { id: string; name: string; slug: string; createdAt: Date },
  keys: readonly PlacedKey[],
  userIds: ReadonlyMap<CreatorName, string>,
  daysAgo: (days: number) => Date,
  more: readonly TargetTrace[] = [],
): AuditRow[] {
  const all: TargetTrace[] = keys.flatMap((key) =>
    tracesOf(key, daysAgo).map((trace) => ({ ...trace, kind: "key" as const, id: key.id })),
  );
  all.push(...more);
  all.push({
    action: "team.create" as const,
    at: team.createdAt,
    by: "Ada Winter" as const,
    before: null,
    after: { name: team.name, slug: team.slug },
    kind: "team" as const,
    id: team.id,
  });
  return all
    .sort((a, b) => a.at.getTime() - b.at.getTime())
    .map((trace) => ({
      id: newId(),
      team_id: team.id,
      at: trace.at.toISOString(),
      actor_kind: "user",
      actor_id: userIds.get(trace.by),
      actor_name: trace.by,
      action: trace.action,
      target_kind: trace.kind,
      target_id: trace.id,
      before: trace.before,
      after: trace.after,
      ip: DEMO_MEMBERS.find((member) => member.name === trace.by)?.ip,
      user_agent: DEMO_BROWSER,
    }));
}
