import { z } from "zod";
import type { Actor } from "@/lib/auth/actor";
import { clock } from "@/lib/clock";
import { readId } from "@/lib/ids";
import { ENVIRONMENTS } from "@/lib/keys/environment";
import { getKey } from "@/lib/keys/get-key";
import { keyIdSchema } from "@/lib/keys/schema";
import { toUsageAnswer, type UsageAnswer } from "@/lib/usage/answer";
import { exactRange } from "@/lib/usage/exact-range";
import { keptUsage } from "@/lib/usage/kept-usage";
import { usageStore } from "@/lib/usage/open-usage-store";
import { type AskedUsage, askedUsageSchema } from "@/lib/usage/schema";
import { usageScope } from "@/lib/usage/usage-scope";
import type { UsageScope } from "@/lib/usage/usage-store";

export const keyUsageSchema = keyIdSchema.extend(askedUsageSchema.shape);
export const teamUsageSchema = askedUsageSchema.extend({ environment: z.enum(ENVIRONMENTS).default("live") });

async function read(actor: Actor, of: Omit<UsageScope, "teamId">, asked: AskedUsage): Promise<UsageAnswer> {
  const range = exactRange(asked, clock.ms(), keptUsage());
  return toUsageAnswer(await usageStore().series(usageScope(actor, of), range), range, of.environment);
}

/**
 * The usage of one key, as its page's charts show it.
 * @throws DomainError not_found; forbidden; invalid for a range that cannot be answered
 */
export async function readKeyUsage(actor: Actor, { keyId, ...asked }: z.output<typeof keyUsageSchema>) {
  const key = await getKey(actor, keyId);
  return read(actor, { environment: key.environment, keyId: readId("key", key.id) ?? undefined }, asked);
}

/**
 * The usage of all keys of the team in one environment.
 * @throws DomainError forbidden; invalid for a range that cannot be answered
 */
export const readTeamUsage = (actor: Actor, { environment, ...asked }: z.output<typeof teamUsageSchema>) =>
  read(actor, { environment }, asked);
