import { z } from "zod";
import type { FieldErrors } from "@/lib/errors";
import { exactly } from "@/lib/exactly";
import type { Problem } from "@/lib/http/problem";

/** The body of every refusal (RFC 9457). */
export const problemSchema = exactly<Problem & { errors?: FieldErrors | undefined }>()(
  z
    .object({
      type: z.string(),
      title: z.string().describe("The status's own phrase."),
      status: z.int(),
      detail: z.string().describe("What stopped, why, and the next step."),
      requestId: z.string().describe("The same as `X-Request-Id`; quote it when you ask for help."),
      errors: z.record(z.string(), z.string()).optional().describe("Field by field, what is wrong with it."),
    })
    .describe("Why a request was refused (RFC 9457)."),
);
