import { errorRate, refused, type UsagePoint } from "@/lib/usage/point";
import type { UsageRange } from "@/lib/usage/range";
import { DAY, HOUR } from "@/lib/usage/step";
import { UTC } from "@/lib/usage/zone";
import type { Evidence } from "./finding";
import type { AlertView } from "./view";

/** The chart that shows why an alert was opened. */
export type EvidenceChart = {
  step: "hour" | "day";
  measures: "requests" | "refusals" | "failed share";
  /** `at`: ISO 8601. Null is a gap. `usual`: where the value usually lies, if that is what the rule compares with. */
  points: { at: string; value: number | null; usual: { low: number; high: number } | null; isSeen: boolean }[];
};

type Charted = Pick<AlertView, "evidence" | "window">;

/** How much time around the worst hour is drawn. Nothing of the future. @param now milliseconds */
export function evidenceRange({ evidence, window }: Charted, now: number): UsageRange {
  const [from, to] = [Date.parse(window.from), Date.parse(window.to)];
  const end = (after: number): Date => new Date(Math.min(now, to + after));
  switch (evidence.kind) {
    case "idle_use":
      return { from: new Date(Date.parse(evidence.lastUsedAt) - 7 * DAY), to: end(DAY), step: "day", zone: UTC };
    case "retired_secret":
    case "leaked":
      return { from: new Date(from - 2 * DAY), to: end(DAY), step: "hour", zone: UTC };
    default:
      return { from: new Date(from - DAY), to: end(DAY), step: "hour", zone: UTC };
  }
}

const MEASURES: Partial<Record<Evidence["kind"], EvidenceChart["measures"]>> = {
  error_jump: "failed share",
  refusal_burst: "refusals",
  retired_secret: "refusals",
};

function shownValue(evidence: Evidence, point: UsagePoint): number | null {
  switch (evidence.kind) {
    case "error_jump":
      return errorRate(point.responses);
    case "refusal_burst":
      return refused(point);
    case "retired_secret":
      return point.outcomes.REVOKED;
    default:
      return point.requests;
  }
}

function usualAt(evidence: Evidence, at: number): { low: number; high: number } | null {
  switch (evidence.kind) {
    case "spike":
      return evidence.around.usual[Math.round((at - Date.parse(evidence.around.from)) / HOUR)] ?? null;
    case "error_jump":
    case "refusal_burst":
      return evidence.usual;
    default:
      return null;
  }
}

/** @param points of evidenceRange; of the secret alone when it is about one */
export function evidenceChart({ evidence, window }: Charted, points: readonly UsagePoint[]): EvidenceChart {
  const step = evidence.kind === "idle_use" ? "day" : "hour";
  const [from, to] = [Date.parse(window.from), Date.parse(window.to)];
  return {
    step,
    measures: MEASURES[evidence.kind] ?? "requests",
    points: points.map((point) => {
      const at = Date.parse(point.at);
      const isSeen = at < to && at + (step === "day" ? DAY : HOUR) > from;
      return { at: point.at, value: shownValue(evidence, point), usual: usualAt(evidence, at), isSeen };
    }),
  };
}
