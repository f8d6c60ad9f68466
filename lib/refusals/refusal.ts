import { z } from "zod";

const moment = z.iso.datetime();
const texts = z.array(z.string());

/** What every refusal knows of the call; null: the question did not say. `route`: method and path. */
const circumstances = { ip: z.string().nullable(), route: z.string().nullable() };

/** What a check saw, by the code it refused with. Of lists the beginning, with how many there are in all. */
export const refusalFactsSchema = z.discriminatedUnion("code", [
  z.object({ code: z.literal("MALFORMED"), ...circumstances }),
  z.object({ code: z.literal("NOT_FOUND"), ...circumstances }),
  /** An address that presented too many unknown keys; no key was looked up. */
  z.object({ code: z.literal("THROTTLED"), ...circumstances, retryAfterSeconds: z.number() }),
  z.object({ code: z.literal("ENVIRONMENT_MISMATCH"), ...circumstances, asked: z.string(), is: z.string() }),
  /** `what`: the key as a whole, or the one secret that was presented. */
  z.object({ code: z.literal("REVOKED"), ...circumstances, what: z.enum(["key", "secret"]), since: moment }),
  z.object({ code: z.literal("EXPIRED"), ...circumstances, since: moment }),
  z.object({ code: z.literal("DISABLED"), ...circumstances, since: moment }),
  z.object({ code: z.literal("IP_FORBIDDEN"), ...circumstances, allowed: texts, allowedCount: z.number() }),
  z.object({ code: z.literal("INSUFFICIENT_SCOPE"), ...circumstances, asked: texts, missing: texts, granted: texts }),
  z.object({
    code: z.literal("RATE_LIMITED"),
    ...circumstances,
    account: z.enum(["key", "team"]),
    ...{ limit: z.number(), windowSeconds: z.number(), remaining: z.number(), cost: z.number(), resetAt: moment },
  }),
]);
export type RefusalFacts = z.output<typeof refusalFactsSchema>;

/** A refused call as the gateway notes it. `position`: which question of a batch; `at` in milliseconds; ids are UUIDs. */
export type Refusal = {
  requestId: string;
  position: number;
  at: number;
  teamId: string | null;
  keyId: string | null;
  facts: RefusalFacts;
};

/** How long a refusal is kept. */
export const KEPT_DAYS = 7;
/** How many of one key a gateway keeps in a minute. */
export const KEPT_A_MINUTE = 60;
