import type { Actor } from "@/lib/auth/actor";
import { clock } from "@/lib/clock";
import { readId } from "@/lib/ids";
import { type AllowListDryRun, dryRunAllowList } from "@/lib/keys/dry-run-allow-list";
import { getKey } from "@/lib/keys/get-key";
import { usageStore } from "@/lib/usage/open-usage-store";
import { namedRange } from "@/lib/usage/range";
import { usageScope } from "@/lib/usage/usage-scope";
import type { TryAllowListInput } from "./schema";

const SHOWN = 20;

/** `addresses` are the first 20; `moreAddresses` counts the others. */
export type AllowListTrial = AllowListDryRun & { moreAddresses: number };

/**
 * Which callers of the last 7 days a proposed allow list would have refused.
 * @throws DomainError not_found; forbidden
 */
export async function tryAllowList(actor: Actor, { keyId, allowedIps }: TryAllowListInput): Promise<AllowListTrial> {
  const key = await getKey(actor, keyId);
  const scope = usageScope(actor, { environment: key.environment, keyId: readId("key", key.id) ?? undefined });
  const { callers } = await usageStore().breakdown(scope, namedRange("7d", clock.ms()));
  const run = dryRunAllowList(callers, allowedIps);
  return {
    ...run,
    addresses: run.addresses.slice(0, SHOWN),
    moreAddresses: Math.max(0, run.addresses.length - SHOWN),
  };
}
