import { z } from "zod";
import { exactly } from "@/lib/exactly";
import type { ImportReport } from "./report";

export const importReportSchema = exactly<ImportReport>()(
  z
    .object({
      dryRun: z.boolean(),
      imported: z.int().describe("Keys that were made; in a dry run, that would be."),
      existing: z.int().describe("Keys whose hash the team has already: they are left as they are."),
      invalid: z.int().describe("Keys that cannot be imported."),
      lines: z
        .array(
          z.object({
            line: z.int().describe("Which of the keys sent, counted from 1."),
            outcome: z.enum(["imported", "exists", "invalid"]),
            keyId: z.string().nullable().describe("The key's id; null where there is none."),
            problems: z
              .array(z.object({ field: z.string(), message: z.string() }))
              .describe("What is wrong with it; `field` is empty where it is the key as a whole."),
          }),
        )
        .describe("Every key sent, in its order."),
    })
    .describe("What became of each key of an import, or in a dry run would."),
);
