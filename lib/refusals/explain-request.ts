import type { Actor } from "@/lib/auth/actor";
import { authorise } from "@/lib/auth/permissions";
import { requireOperator } from "@/lib/auth/require-operator";
import { prisma } from "@/lib/db/prisma";
import { showId } from "@/lib/ids";
import type { Environment } from "@/lib/keys/environment";
import type { Operator } from "@/lib/operator/operator";
import { type Explanation, explanationOf } from "./explanation";
import { refusalFactsSchema } from "./refusal";
import type { ExplainRequestInput } from "./schema";

/** A refused question, explained. `at` ISO 8601; of a call that found no key `key` and `team` are null. */
export type ExplainedRefusal = Explanation & {
  requestId: string;
  position: number;
  at: string;
  code: string;
  ip: string | null;
  route: string | null;
  /** `label`: null for the operator, who is not told what teams call their keys. */
  key: { id: string; label: string | null; environment: Environment } | null;
  team: { id: string; name: string; slug: string } | null;
};

async function explain(requestId: string, teamId: string | null): Promise<ExplainedRefusal[]> {
  const rows = await prisma().refusedRequest.findMany({
    where: { requestId: requestId.replaceAll("\0", ""), ...(teamId !== null && { teamId }) },
    orderBy: { position: "asc" },
    include: {
      key: { select: { id: true, label: true, environment: true } },
      team: { select: { id: true, name: true, slug: true } },
    },
  });
  return rows.flatMap(({ facts: stored, key, team, ...row }): ExplainedRefusal[] => {
    const read = refusalFactsSchema.safeParse(stored);
    // One that a later version wrote, and this one cannot read.
    if (!read.success) return [];
    const { code, ip, route } = read.data;
    return [
      {
        ...{ requestId: row.requestId, position: row.position, at: row.at.toISOString(), code, ip, route },
        ...explanationOf(read.data),
        key: key && { ...key, id: showId("key", key.id), label: teamId === null ? null : key.label },
        team: team && { ...team, id: showId("team", team.id) },
      },
    ];
  });
}

/**
 * Why a call of the team was refused: each question of it, when it was a batch. None for an unknown id, for another team's, and for
 * one that was not kept.
 * @throws DomainError forbidden
 */
export async function explainRequest(actor: Actor, { requestId }: ExplainRequestInput): Promise<ExplainedRefusal[]> {
  authorise(actor, "usage:read");
  return explain(requestId, actor.teamId);
}

/** The same of any team's, and of calls that found no key. @throws DomainError forbidden */
export async function explainAnyRequest(
  operator: Operator,
  { requestId }: ExplainRequestInput,
): Promise<ExplainedRefusal[]> {
  requireOperator(operator);
  return explain(requestId, null);
}
