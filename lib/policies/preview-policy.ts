import type { Actor } from "@/lib/auth/actor";
import { authorise } from "@/lib/auth/permissions";
import { requireOperator } from "@/lib/auth/require-operator";
import { clock } from "@/lib/clock";
import { Prisma } from "@/lib/db/generated/client";
import { prisma } from "@/lib/db/prisma";
import { isLiving } from "@/lib/keys/status-condition";
import type { Operator } from "@/lib/operator/operator";
import { loadPolicy, policyColumns } from "./load-policy";
import { type Policy, policyInForce } from "./policy";
import { isTightened, type RotationRule, rotationOf } from "./rotation";
import type { EditProviderPolicyInput, EditTeamPolicyInput } from "./schema";

const DAY_MS = 86_400_000;
const LONG_AGO = new Date(0);

/** How many keys are not as a policy wants them, which has not been saved; keys that are over are left out. */
export type PolicyEffect = {
  /** Current secrets that are older than the interval; null without one. */
  overdue: number | null;
  /** From when on those are refused, ISO 8601; null where they are only shown. */
  overdueEndsAt: string | null;
  /** Keys that live longer than the maximum, or for ever; null without one. */
  pastLifetime: number | null;
  /** Live keys without an allow list; null where none is asked for. */
  withoutAllowList: number | null;
};

async function effect(inForce: Policy, rules: readonly RotationRule[], teamId: string | null): Promise<PolicyEffect> {
  const now = clock.now();
  const { rotateEveryDays, maximumLifetimeDays, liveAllowList } = inForce;
  const oldest = new Date(now.getTime() - (rotateEveryDays ?? 0) * DAY_MS);
  const lifetime = Prisma.sql`make_interval(hours => ${24 * (maximumLifetimeDays ?? 0)}::int)`;
  const [row] = await prisma().$queryRaw<{ overdue: number; past: number; open: number }[]>`
    SELECT count(*) FILTER (WHERE s.created_at <= ${oldest})::int AS overdue,
           count(*) FILTER (WHERE k.expires_at IS NULL OR k.expires_at > k.created_at + ${lifetime})::int AS past,
           count(*) FILTER (WHERE k.environment = 'live' AND cardinality(k.allowed_ips) = 0)::int AS open
    FROM keys k LEFT JOIN secrets s ON s.key_id = k.id AND s.ends_at IS NULL
    WHERE ${isLiving(now)} AND ${teamId === null ? Prisma.sql`true` : Prisma.sql`k.team_id = ${teamId}::uuid`}`;
  // What is overdue already waits for nothing but the notice.
  const { rotateBy, rotationEnforced } = rotationOf(LONG_AGO, rules);
  return {
    overdue: rotateEveryDays === null ? null : (row?.overdue ?? 0),
    overdueEndsAt: rotationEnforced ? (rotateBy?.toISOString() ?? null) : null,
    pastLifetime: maximumLifetimeDays === null ? null : (row?.past ?? 0),
    withoutAllowList: liveAllowList ? (row?.open ?? 0) : null,
  };
}

const asRule = (stored: RotationRule, input: Omit<RotationRule, "rotationSince">): RotationRule => ({
  ...input,
  rotationSince: isTightened(stored, input) ? clock.now() : stored.rotationSince,
});

/** What the team's policy would find among its keys, were it saved now. @throws DomainError forbidden */
export async function previewTeamPolicy(actor: Actor, input: EditTeamPolicyInput): Promise<PolicyEffect> {
  authorise(actor, "policy:edit");
  const { provider, team } = await loadPolicy(actor.teamId);
  return effect(policyInForce(provider, input), [provider, asRule(team, input)], actor.teamId);
}

/** The same of the provider's, among the keys of all teams, whatever those ask beyond it. @throws DomainError forbidden */
export async function previewProviderPolicy(person: Operator, input: EditProviderPolicyInput): Promise<PolicyEffect> {
  requireOperator(person);
  const stored = await prisma().deployment.findUniqueOrThrow({ where: { id: 1 }, select: policyColumns });
  return effect(input, [asRule(stored, input)], null);
}
