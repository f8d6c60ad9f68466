import type { Actor } from "@/lib/auth/actor";
import { clock } from "@/lib/clock";
import { inTransaction } from "@/lib/db/prisma";
import { notFound } from "@/lib/errors";
import { readId } from "@/lib/ids";
import { inboxCondition } from "./inbox-condition";
import type { MarkNoticesReadInput } from "./schema";

/**
 * Notices of the acting person's inbox are read; those that were stay as they are. What somebody reads is nobody else's concern,
 * so that the team's trail says nothing of it.
 * @throws DomainError not_found, when one of them is not theirs; then none is marked
 */
export async function markNoticesRead(actor: Actor, input: MarkNoticesReadInput): Promise<null> {
  await inTransaction(async (tx) => {
    const read = { readAt: clock.now() };
    if ("all" in input) {
      const where = { ...inboxCondition(actor, input), readAt: null };
      await tx.noticeDelivery.updateMany({ where, data: read });
      return;
    }
    const ids = [...new Set(input.noticeIds)].map((shown) => readId("notice", shown));
    const known = ids.filter((id) => id !== null);
    const where = { ...inboxCondition(actor), noticeId: { in: known } };
    if ((await tx.noticeDelivery.count({ where })) < ids.length) throw notFound("notice");
    await tx.noticeDelivery.updateMany({ where: { ...where, readAt: null }, data: read });
  });
  return null;
}
