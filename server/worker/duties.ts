import type { JobName } from "@/lib/jobs/job-name";

/** How often a duty comes round: what cron says, and its length for who asks whether it is late. */
export const EVERY = {
  minute: { cron: "* * * * *", ms: 60_000 },
  fiveMinutes: { cron: "*/5 * * * *", ms: 300_000 },
  hour: { cron: "17 * * * *", ms: 3_600_000 },
  day: { cron: "23 3 * * *", ms: 86_400_000 },
} as const satisfies Record<string, { cron: string; ms: number }>;

/**
 * Something that workers do again and again. `work` is safe with several workers at once and when it is done twice: a job is
 * delivered at least once. It may take as long as it needs, and does not overlap itself within a process.
 */
export type Duty = {
  name: string;
  every: keyof typeof EVERY;
  work: () => Promise<void>;
  /** Done at once, too, when somebody wakes the worker for it (lib/jobs/wake-worker.ts). */
  wokenFor?: JobName;
};

/** The name of the duty's queue in pg-boss. */
export const queueOf = ({ name, wokenFor }: Duty): string => wokenFor ?? name.replaceAll(" ", "-");
