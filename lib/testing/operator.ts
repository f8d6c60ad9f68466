import { clock } from "@/lib/clock";
import { prisma } from "@/lib/db/prisma";
import { newId } from "@/lib/ids";
import type { Operator } from "@/lib/operator/operator";

/** Somebody signed in, as a row; there is at most one operator a database, so that the first one made stays it. */
export async function makePerson({ isOperator = false } = {}): Promise<Operator & { userId: string; email: string }> {
  const existing = isOperator ? await prisma().user.findFirst({ where: { isOperator: true } }) : null;
  const userId = existing?.id ?? newId();
  const email = `${userId.slice(-12)}@example.com`;
  if (!existing)
    await prisma().user.create({
      data: { id: userId, email, name: "Olga Provider", isOperator, emailConfirmedAt: new Date() },
    });
  return {
    isOperator,
    userId,
    email,
    name: "Olga Provider",
    authenticatedAt: clock.now(),
    ip: "198.51.100.9",
    userAgent: "test",
    requestId: "req_test",
  };
}
