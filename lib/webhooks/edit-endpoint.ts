import { recordEvent } from "@/lib/audit/record-event";
import type { Actor } from "@/lib/auth/actor";
import { authorise } from "@/lib/auth/permissions";
import { clock } from "@/lib/clock";
import { inTransaction } from "@/lib/db/prisma";
import { allowedUrl } from "./allowed-url";
import { lockEndpoint } from "./lock-endpoint";
import { maskUrl } from "./mask-url";
import type { EditEndpointInput } from "./schema";

type Facts = { url: string; description: string; events: string[]; environment: string | null };

const factsOf = ({ url, description, events, environment }: Facts): Facts => ({
  description,
  environment: environment ?? "both",
  url: maskUrl(url),
  // Chosen is chosen, in whatever order.
  events: [...events].sort(),
});

/**
 * What is on its way goes to the new address; events that are no longer chosen are not queued any more.
 * @throws DomainError not_found; forbidden; invalid with the field at fault
 */
export async function editEndpoint(actor: Actor, input: EditEndpointInput): Promise<null> {
  authorise(actor, "webhook:edit");
  return inTransaction(async (tx) => {
    const endpoint = await lockEndpoint(tx, actor, input.endpointId);
    // An address that the operator's networks allowed once may stay.
    const url = input.url === endpoint.url ? endpoint.url : allowedUrl(input.url);
    const { description, events, environment } = input;
    const edited = { url, description, events, environment };
    const [before, after] = [factsOf(endpoint), factsOf(edited)];
    const changed = (Object.keys(after) as (keyof Facts)[]).filter(
      (field) =>
        JSON.stringify(before[field]) !== JSON.stringify(after[field]) || (field === "url" && url !== endpoint.url),
    );
    if (changed.length === 0) return null;
    await tx.webhookEndpoint.update({ where: { id: endpoint.id }, data: { ...edited, updatedAt: clock.now() } });
    const pick = (facts: Facts) => ({
      url: facts.url,
      ...Object.fromEntries(changed.map((name) => [name, facts[name]])),
    });
    await recordEvent(tx, actor.teamId, actor, {
      action: "webhook.edit",
      target: { kind: "webhook", id: endpoint.id },
      before: pick(before),
      after: pick(after),
    });
    return null;
  });
}
