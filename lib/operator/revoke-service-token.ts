import { requireOperator } from "@/lib/auth/require-operator";
import { clock } from "@/lib/clock";
import { heardByGateways } from "@/lib/db/heard-by-gateways";
import { inTransaction } from "@/lib/db/prisma";
import { DomainError } from "@/lib/errors";
import { readId } from "@/lib/ids";
import type { Operator } from "./operator";
import { recordOperatorEvent } from "./record-operator-event";
import type { RevokeServiceTokenInput } from "./schema";

/** Ends a service token at once, for good. @throws DomainError forbidden; not_found */
export async function revokeServiceToken(person: Operator, { tokenId }: RevokeServiceTokenInput): Promise<void> {
  requireOperator(person);
  const id = readId("service", tokenId);
  await inTransaction(async (tx) => {
    const now = clock.now();
    const [token] = id
      ? await tx.serviceToken.updateManyAndReturn({ where: { id, revokedAt: null }, data: { revokedAt: now } })
      : [];
    if (token === undefined)
      throw new DomainError("not_found", "No such service token, or it is revoked already. List them to see.");
    await recordOperatorEvent(tx, person, {
      action: "service_token.revoke",
      target: { kind: "service_token", id: token.id },
      before: { name: token.name, revokedAt: null },
      after: { name: token.name, revokedAt: now.toISOString() },
    });
  });
  await heardByGateways();
}
