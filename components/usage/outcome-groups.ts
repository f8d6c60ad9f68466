import type { UsageCode } from "@/lib/usage/outcome";
import type { UsageCounts } from "@/lib/usage/point";

/** The eight outcomes as four, by what the caller got: each is one colour of the chart and one HTTP status. */
export const OUTCOME_GROUPS = [
  { id: "allowed", label: "Allowed", color: "var(--chart-1)", codes: ["VALID"] },
  { id: "limited", label: "Rate limited (429)", color: "var(--chart-4)", codes: ["RATE_LIMITED"] },
  {
    id: "forbidden",
    label: "Not permitted (403)",
    color: "var(--chart-3)",
    codes: ["IP_FORBIDDEN", "INSUFFICIENT_SCOPE", "ENVIRONMENT_MISMATCH"],
  },
  { id: "ended", label: "Key ended (401)", color: "var(--chart-5)", codes: ["EXPIRED", "REVOKED", "DISABLED"] },
] as const satisfies readonly { id: string; label: string; color: string; codes: readonly UsageCode[] }[];

export const groupCount = (counts: UsageCounts, codes: readonly UsageCode[]): number =>
  codes.reduce((sum, code) => sum + counts.outcomes[code], 0);
