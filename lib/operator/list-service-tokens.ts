import { prisma } from "@/lib/db/prisma";
import { showId } from "@/lib/ids";

export type ServiceTokenView = {
  id: string;
  name: string;
  masked: string;
  createdAt: string;
  revokedAt: string | null;
};

/** Every service token of the deployment, newest first. */
export async function listServiceTokens(): Promise<ServiceTokenView[]> {
  const rows = await prisma().serviceToken.findMany({ orderBy: { createdAt: "desc" } });
  return rows.map((row) => ({
    id: showId("service", row.id),
    name: row.name,
    masked: `lk_service_****${row.lastFour}`,
    createdAt: row.createdAt.toISOString(),
    revokedAt: row.revokedAt?.toISOString() ?? null,
  }));
}
