import { z } from "zod";

const count = z.int().nonnegative();
const share = z.number().min(0).max(1);
const instant = z.iso.datetime();

/** A range that a value usually lies in. */
const range = z.object({ low: z.number(), high: z.number() });

/** A secret that somebody has seen where it should not be: what was reported, and what followed (lib/leaks). */
export const leakedSchema = z.object({
  kind: z.literal("leaked"),
  secretId: z.string(),
  masked: z.string(),
  /** Whose word it is; `name` of a member. */
  reporter: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("github") }),
    z.object({ kind: z.literal("member"), name: z.string() }),
    z.object({ kind: z.literal("anonymous") }),
  ]),
  /** GitHub's word for where it looked, such as "commit"; empty of everybody else. */
  source: z.string(),
  /** Without what its query says; empty: not told. */
  url: z.string(),
  reportedAt: instant,
  response: z.enum(["alert", "end_secret", "revoke_key"]),
});
export type LeakEvidence = z.output<typeof leakedSchema>;

/** What one rule saw, what was usual, and from where on it calls that unusual. */
export const evidenceSchema = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("spike"),
    requests: count,
    usual: range,
    threshold: z.number(),
    /** What is usual in the hours around, from `from` on: the band of the chart. */
    around: z.object({ from: instant, usual: z.array(range) }),
  }),
  z.object({
    kind: z.literal("error_jump"),
    responses: count,
    failed: count,
    /** Shares of the responses. */
    usual: range,
    threshold: share,
  }),
  z.object({
    kind: z.literal("new_country"),
    country: z.string(),
    requests: count,
    refused: count,
    /** The countries of the 90 days before, largest first. */
    known: z.array(z.string()),
    threshold: count,
  }),
  z.object({
    kind: z.literal("refusal_burst"),
    address: z.string(),
    country: z.string().nullable(),
    requests: count,
    refused: count,
    /** Refusals of the whole key in an hour. */
    usual: range,
    threshold: z.number(),
  }),
  z.object({
    kind: z.literal("retired_secret"),
    secretId: z.string(),
    masked: z.string(),
    endedAt: instant,
    requests: count,
    threshold: count,
  }),
  z.object({
    kind: z.literal("idle_use"),
    requests: count,
    lastUsedAt: instant,
    idleDays: count,
    /** Days without use. */
    threshold: count,
  }),
  leakedSchema,
]);

export type Evidence = z.output<typeof evidenceSchema>;
export type AlertKind = Evidence["kind"];

export const ALERT_KINDS = [
  "spike",
  "error_jump",
  "new_country",
  "refusal_burst",
  "retired_secret",
  "idle_use",
  "leaked",
] as const satisfies readonly AlertKind[];

/** One hour of a key that a rule calls unusual. Milliseconds; `to` exclusive. */
type FindingWith<E> = {
  from: number;
  to: number;
  /** How many times the threshold it was: the worst hour of an episode is the one that is shown. */
  excess: number;
  evidence: E;
};
export type Finding<Kind extends AlertKind = AlertKind> = {
  [K in Kind]: FindingWith<Extract<Evidence, { kind: K }>>;
}[Kind];

/** What a finding is about within its key and kind: two countries are two alerts, two hours of one spike are one. */
export function subjectOf(evidence: Evidence): string {
  switch (evidence.kind) {
    case "new_country":
      return evidence.country;
    case "refusal_burst":
      return evidence.address;
    case "retired_secret":
      return evidence.secretId;
    case "leaked":
      // Seeing to what somebody said who gave no name does not see to what others say, too.
      return evidence.reporter.kind === "anonymous" ? `${evidence.secretId} anonymous` : evidence.secretId;
    default:
      return "";
  }
}
