import { requireOperator } from "@/lib/auth/require-operator";
import { prisma } from "@/lib/db/prisma";
import { showId } from "@/lib/ids";
import type { Operator } from "./operator";

export type ServiceTokenView = {
  id: string;
  name: string;
  masked: string;
  createdAt: string;
  revokedAt: string | null;
};

/** Every service token of the deployment, newest first. @throws DomainError forbidden */
export async function listServiceTokens(person: Operator): Promise<ServiceTokenView[]> {
  requireOperator(person);
  const rows = await prisma().serviceToken.findMany({ orderBy: [{ createdAt: "desc" }, { id: "desc" }] });
  return rows.map((row) => ({
    id: showId("service", row.id),
    name: row.name,
    masked: `lk_service_****${row.lastFour}`,
    createdAt: row.createdAt.toISOString(),
    revokedAt: row.revokedAt?.toISOString() ?? null,
  }));
}
