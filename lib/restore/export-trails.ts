import { DEPLOYMENT_TEAM } from "@/lib/audit/deployment-trail";
import { writeTrail } from "@/lib/audit/export-events";
import { requireOperator } from "@/lib/auth/require-operator";
import { pool } from "@/lib/db/pool";
import type { Operator } from "@/lib/operator/operator";

export type ExportedTrail = { slug: string; text: AsyncGenerator<string> };

/**
 * Every trail there is, each as a whole export: the deployment's own and every team's.
 * @throws DomainError forbidden
 */
export async function* exportTrails(person: Operator): AsyncGenerator<ExportedTrail> {
  requireOperator(person);
  const { rows } = await pool().query<{ id: string; slug: string; name: string }>(
    "SELECT id, slug, name FROM teams ORDER BY slug",
  );
  for (const team of [DEPLOYMENT_TEAM, ...rows]) yield { slug: team.slug, text: writeTrail(team) };
}
