import { clock } from "@/lib/clock";
import { prisma } from "@/lib/db/prisma";
import { newId, showId } from "@/lib/ids";
import { generateToken } from "@/lib/keys/token";

/** How one of the provider's services will authenticate to the gateway; the token is in this answer and nowhere else. */
export async function createServiceToken(input: { name: string }): Promise<{ id: string; token: string }> {
  const { plaintext, hash, lastFour } = generateToken("service");
  const id = newId();
  await prisma().serviceToken.create({
    data: { id, name: input.name, hash: new Uint8Array(hash), lastFour, createdAt: clock.now() },
  });
  return { id: showId("service", id), token: plaintext };
}
