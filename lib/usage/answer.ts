import { z } from "zod";
import { ENVIRONMENTS, type Environment } from "@/lib/keys/environment";
import type { AnswerRange } from "./exact-range";
import { STATUS_CLASSES, USAGE_CODES, type UsageCode } from "./outcome";
import { refused, type Usage, type UsageCounts } from "./point";
import { ANSWER_STEPS } from "./schema";

// Usage as programs are told it (contract "Management API").

const REASONS = USAGE_CODES.filter((code): code is Exclude<UsageCode, "VALID"> => code !== "VALID");
/** An object with one member of this kind for each name. */
const counted = <Name extends string, Count extends z.ZodType>(names: readonly Name[], count: Count) =>
  z.object(Object.fromEntries(names.map((name) => [name, count])) as Record<Name, Count>);
const milliseconds = z.number().nullable();

const countsSchema = z
  .object({
    requests: z.int().describe("Verifications answered, whatever the outcome."),
    allowed: z.int(),
    refused: counted(REASONS, z.int().optional()).describe(
      "Refused verifications by reason; a reason that did not occur is left out.",
    ),
    responses: counted(STATUS_CLASSES, z.int()).describe("Responses that services reported, by status class."),
    latencyMs: z
      .object({ p50: milliseconds, p95: milliseconds, p99: milliseconds })
      .describe("Milliseconds, each within 1 %; null where no response was reported."),
  })
  .describe("What happened in the whole range. Percentiles of a range cannot be made from its points'.");

export const usagePointSchema = countsSchema
  .extend({ at: z.iso.datetime().describe("When the bucket begins.") })
  .describe("One bucket. Every bucket of the range is there, in order; one without a verification counts 0.");

export const usageAnswerSchema = z.object({
  environment: z.enum(ENVIRONMENTS),
  from: z.iso.datetime().describe("`from` as asked, rounded down to a whole bucket."),
  to: z.iso.datetime().describe("`to` as asked, rounded up to a whole bucket."),
  step: z.enum(ANSWER_STEPS),
  points: z.array(usagePointSchema),
  totals: countsSchema,
});
export type UsageAnswer = z.output<typeof usageAnswerSchema>;

/** Counts as programs are told them: three decimals of a millisecond say more than the sketch knows. */
function toCounts(counts: UsageCounts): UsageAnswer["totals"] {
  const round = (ms: number | null | undefined): number | null => (ms == null ? null : Math.round(ms * 1_000) / 1_000);
  const { outcomes, latency } = counts;
  return {
    requests: counts.requests,
    allowed: counts.requests - refused(counts),
    refused: Object.fromEntries(REASONS.flatMap((code) => (outcomes[code] > 0 ? [[code, outcomes[code]]] : []))),
    responses: counts.responses,
    latencyMs: { p50: round(latency?.p50), p95: round(latency?.p95), p99: round(latency?.p99) },
  };
}

export const toUsageAnswer = (usage: Usage, { step }: AnswerRange, environment: Environment): UsageAnswer => ({
  environment,
  from: usage.from,
  to: usage.to,
  step,
  points: usage.points.map((point) => ({ at: point.at, ...toCounts(point) })),
  totals: toCounts(usage.totals),
});
