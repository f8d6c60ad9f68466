import { z } from "zod";
import { exactly } from "@/lib/exactly";
import type { AuditEventView } from "./view";

// What the management API's document says of the trail. A member that view.ts has and this lacks fails the build.

const facts = z.record(z.string(), z.unknown()).nullable();

export const auditEventSchema = exactly<AuditEventView>()(
  z
    .object({
      id: z.string(),
      seq: z.number().describe("Its place in the team's chain, from 1."),
      at: z.string().describe("ISO 8601."),
      actor: z.object({ kind: z.string(), id: z.string().nullable(), name: z.string() }),
      action: z.string(),
      target: z.object({ kind: z.string(), id: z.string() }),
      before: facts,
      after: facts,
      ip: z.string().nullable(),
      country: z.string().nullable().describe("Where the address is registered, ISO 3166-1 alpha-2."),
      userAgent: z.string().nullable(),
      requestId: z.string().nullable(),
      hash: z.string().describe("SHA-256 over the event and the one before it, in hexadecimal."),
    })
    .describe("Who did what to what, when, from where."),
);

export const eventPageSchema = z.object({
  events: z.array(auditEventSchema),
  nextCursor: z.string().nullable().describe("`cursor` of the next page; null: this is the last one."),
});
