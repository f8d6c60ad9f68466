import { clock } from "@/lib/clock";
import type { Transaction } from "@/lib/db/prisma";
import { openAt } from "@/lib/teams/find-invitation";

/** Whether an invitation for this address is open: neither accepted, withdrawn nor expired. */
export const isInvited = async (db: Pick<Transaction, "invitation">, email: string): Promise<boolean> =>
  (await db.invitation.findFirst({
    where: { email, ...openAt(clock.now()) },
    select: { id: true },
  })) !== null;
