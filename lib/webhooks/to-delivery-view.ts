import type { Prisma } from "@/lib/db/generated/client";
import { showId } from "@/lib/ids";
import type { DeliveryView } from "./view";

type Row = Prisma.WebhookDeliveryGetPayload<{ include: { message: { select: { type: true } } } }>;

export const toDeliveryView = (row: Row): DeliveryView => ({
  id: showId("delivery", row.id),
  messageId: showId("msg", row.messageId),
  type: row.message.type,
  status: row.status,
  failure: row.failure as DeliveryView["failure"],
  attempts: row.attempts,
  createdAt: row.createdAt.toISOString(),
  nextAttemptAt: row.nextAttemptAt?.toISOString() ?? null,
  askedBy: row.askedByName,
});
