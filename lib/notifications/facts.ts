import { z } from "zod";
import { evidenceSchema, leakedSchema } from "@/lib/alerts/finding";

const instant = z.iso.datetime();
/** How many days before the deadline it was told. */
const days = z.union([z.literal(30), z.literal(7), z.literal(1)]);
const grace = {
  /** The replaced secret's public id. */
  secretId: z.string(),
  masked: z.string(),
  endsAt: instant,
  lastUsedAt: instant,
};

/** What a notice tells, as it stood when it was made; what people call the key is read from the key. Instants ISO 8601 in UTC. */
export const factsSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("key.expiring"), days, deadline: instant }),
  z.object({ kind: z.literal("key.expired"), deadline: instant }),
  /** `enforced`: from the deadline on the key is refused until it is rotated. */
  z.object({ kind: z.literal("rotation.due"), days, deadline: instant, enforced: z.boolean() }),
  z.object({ kind: z.literal("rotation.overdue"), deadline: instant, enforced: z.boolean() }),
  z.object({ kind: z.literal("grace.half_over"), ...grace }),
  z.object({ kind: z.literal("grace.nearly_over"), ...grace }),
  z.object({
    kind: z.literal("alert.opened"),
    /** Shown id. */
    alertId: z.string(),
    evidence: evidenceSchema,
    window: z.object({ from: instant, to: instant }),
  }),
  z.object({
    kind: z.literal("secret.leaked"),
    /** Shown id. */
    alertId: z.string(),
    /** Its public id. */
    secretId: z.string(),
    evidence: leakedSchema,
  }),
  z.object({
    kind: z.literal("webhook.disabled"),
    /** Shown id. */
    endpointId: z.string(),
    /** Without what its query says. */
    url: z.string(),
    /** `gone`: it answered 410. */
    reason: z.enum(["failing", "gone"]).default("failing"),
    disabledAt: instant,
  }),
]);

export type NoticeFacts = z.output<typeof factsSchema>;
