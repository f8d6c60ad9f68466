import { clock } from "@/lib/clock";
import { heardByGateways } from "@/lib/db/heard-by-gateways";
import { prisma } from "@/lib/db/prisma";
import { DomainError } from "@/lib/errors";
import { readId } from "@/lib/ids";

/** @throws DomainError not_found */
export async function revokeServiceToken(shownId: string): Promise<void> {
  const id = readId("service", shownId);
  const { count } = id
    ? await prisma().serviceToken.updateMany({ where: { id, revokedAt: null }, data: { revokedAt: clock.now() } })
    : { count: 0 };
  if (count === 0)
    throw new DomainError("not_found", "No such service token, or it is revoked already. List them to see.");
  await heardByGateways();
}
