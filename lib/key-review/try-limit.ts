import type { Actor } from "@/lib/auth/actor";
import { clock } from "@/lib/clock";
import { readId } from "@/lib/ids";
import { getKey } from "@/lib/keys/get-key";
import { keptUsage } from "@/lib/usage/kept-usage";
import { usageStore } from "@/lib/usage/open-usage-store";
import type { UsagePoint } from "@/lib/usage/point";
import { type Simulation, simulateLimit } from "@/lib/usage/simulate-limit";
import { DAY } from "@/lib/usage/step";
import { usageScope } from "@/lib/usage/usage-scope";
import { UTC } from "@/lib/usage/zone";
import type { TryLimitInput } from "./schema";

const DAYS = 7;
const MINUTES_A_BAR = 60;

/** `at`: ISO 8601. `peaks`: for each hour, the most calls that stood in one window. */
export type LimitTrial = Omit<Simulation, "worst" | "peaks"> & {
  days: number;
  worst: { at: string; refused: number } | null;
  peaks: { at: string; calls: number }[];
};

/** Only what came as far as the limiter: the others were refused before it, and would be again. */
const reached = ({ outcomes }: UsagePoint): number => outcomes.VALID + outcomes.RATE_LIMITED;

/**
 * What a proposed limit would have refused in the last 7 days, replayed minute by minute.
 * @throws DomainError not_found; forbidden
 */
export async function tryLimit(actor: Actor, { keyId, rateLimit }: TryLimitInput): Promise<LimitTrial> {
  const key = await getKey(actor, keyId);
  const scope = usageScope(actor, { environment: key.environment, keyId: readId("key", key.id) ?? undefined });
  const now = clock.ms();
  const span = Math.min(DAYS * DAY, keptUsage().minutes);
  const { points } = await usageStore().series(scope, {
    from: new Date(now - span),
    to: new Date(now),
    step: "minute",
    zone: UTC,
  });
  const { worst, peaks, ...trial } = simulateLimit(points.map(reached), rateLimit);
  const at = (index: number): string => points[index]?.at ?? "";
  return {
    ...trial,
    days: span / DAY,
    worst: worst && { at: at(worst.index), refused: worst.refused },
    peaks: Array.from({ length: Math.ceil(peaks.length / MINUTES_A_BAR) }, (_, bar) => ({
      at: at(bar * MINUTES_A_BAR),
      calls: Math.ceil(Math.max(...peaks.slice(bar * MINUTES_A_BAR, (bar + 1) * MINUTES_A_BAR))),
    })),
  };
}
