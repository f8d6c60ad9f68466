import type { Actor } from "@/lib/auth/actor";
import { can } from "@/lib/auth/permissions";
import type { Prisma } from "@/lib/db/generated/client";
import { showId } from "@/lib/ids";
import type { DisabledReason } from "./disabled-reason";
import { maskUrl } from "./mask-url";
import type { EndpointView } from "./view";

/** What a view is made of. */
export const viewed = (now: Date) =>
  ({
    secrets: {
      where: { OR: [{ endsAt: null }, { endsAt: { gt: now } }] },
      select: { createdAt: true, endsAt: true },
      orderBy: { createdAt: "desc" },
    },
    deliveries: {
      select: { status: true, createdAt: true },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      take: 1,
    },
  }) satisfies Prisma.WebhookEndpointInclude;

type Row = Prisma.WebhookEndpointGetPayload<{ include: ReturnType<typeof viewed> }>;

export function toEndpointView(actor: Actor, row: Row): EndpointView {
  const [last] = row.deliveries;
  return {
    id: showId("endpoint", row.id),
    shownUrl: maskUrl(row.url),
    url: can(actor, "webhook:edit") ? row.url : null,
    description: row.description,
    events: row.events,
    environment: row.environment,
    createdAt: row.createdAt.toISOString(),
    createdBy: row.createdByName,
    disabled: row.disabledAt && {
      at: row.disabledAt.toISOString(),
      reason: row.disabledReason as DisabledReason,
    },
    failingSince: row.failingSince?.toISOString() ?? null,
    secrets: row.secrets.map(({ createdAt, endsAt }) => ({
      createdAt: createdAt.toISOString(),
      endsAt: endsAt?.toISOString() ?? null,
    })),
    last: last === undefined ? null : { status: last.status, at: last.createdAt.toISOString() },
  };
}
