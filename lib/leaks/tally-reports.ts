import { clock } from "@/lib/clock";
import { prisma } from "@/lib/db/prisma";
import type { LeakOutcome } from "./leak";
import type { LeakReporter } from "./leak-response";

export type Tallied = LeakOutcome | "unknown";

/** Counts reports by day, reporter and outcome: all that is kept of tokens that nobody here ever made. */
export async function tallyReports(reporter: LeakReporter["kind"], outcomes: readonly Tallied[]): Promise<void> {
  if (outcomes.length === 0) return;
  const day = clock.now().toISOString().slice(0, 10);
  // In one order, so that two who count at the same time wait for each other in a line.
  const kinds = [...new Set(outcomes)].sort();
  const counts = kinds.map((kind) => outcomes.filter((one) => one === kind).length);
  await prisma().$executeRaw`
    INSERT INTO leak_tallies (day, reporter, outcome, reports)
    SELECT ${day}::date, ${reporter}::"LeakReporter", outcome, reports
    FROM unnest(${kinds}::text[], ${counts}::bigint[]) AS g (outcome, reports)
    ON CONFLICT (day, reporter, outcome) DO UPDATE SET reports = leak_tallies.reports + excluded.reports`;
}
