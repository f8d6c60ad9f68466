import { requireOperator } from "@/lib/auth/require-operator";
import { clock } from "@/lib/clock";
import { inTransaction } from "@/lib/db/prisma";
import { newId, showId } from "@/lib/ids";
import { generateToken } from "@/lib/keys/token";
import type { Operator } from "./operator";
import { recordOperatorEvent } from "./record-operator-event";
import type { CreateServiceTokenInput } from "./schema";

/**
 * How one of the provider's services will authenticate to the gateway; the token is in this answer and nowhere else.
 * @throws DomainError forbidden
 */
export async function createServiceToken(
  person: Operator,
  { name }: CreateServiceTokenInput,
): Promise<{ id: string; name: string; token: string }> {
  requireOperator(person);
  const { plaintext, hash, lastFour } = generateToken("service");
  const id = newId();
  await inTransaction(async (tx) => {
    await tx.serviceToken.create({
      data: { id, name, hash: new Uint8Array(hash), lastFour, createdAt: clock.now() },
    });
    const target = { kind: "service_token" as const, id };
    await recordOperatorEvent(tx, person, { action: "service_token.create", target, after: { name } });
  });
  return { id: showId("service", id), name, token: plaintext };
}
