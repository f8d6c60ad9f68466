import { requireOperator } from "@/lib/auth/require-operator";
import { clock } from "@/lib/clock";
import { pool } from "@/lib/db/pool";
import { deploymentSettings } from "@/lib/operator/deployment-settings";
import type { Operator } from "@/lib/operator/operator";
import { DAY } from "@/lib/usage/step";
import type { LeakResponse } from "./leak-response";

export const TALLY_DAYS = 30;

/** The operator's choice, and how many reports came in the last 30 days: of secrets of ours, and of what is none. */
export type LeakSettings = { leakResponse: LeakResponse; reports: { real: number; unknown: number } };

/** @throws DomainError forbidden */
export async function readLeakSettings(person: Operator): Promise<LeakSettings> {
  requireOperator(person);
  const since = new Date(clock.ms() - TALLY_DAYS * DAY).toISOString().slice(0, 10);
  const [{ leakResponse }, { rows }] = await Promise.all([
    deploymentSettings(),
    pool().query<{ real: string; unknown: string }>(
      `SELECT coalesce(sum(reports) FILTER (WHERE outcome <> 'unknown'), 0) AS real,
              coalesce(sum(reports) FILTER (WHERE outcome = 'unknown'), 0) AS unknown
       FROM leak_tallies WHERE day > $1`,
      [since],
    ),
  ]);
  return { leakResponse, reports: { real: Number(rows[0]?.real), unknown: Number(rows[0]?.unknown) } };
}
