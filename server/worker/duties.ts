import { clock } from "@/lib/clock";
import { log } from "@/lib/log";

/** Something the worker does again and again. `work` may take as long as it needs; it never overlaps itself. */
export type Duty = { name: string; everyMs: number; work: () => Promise<void> };

/** Told of each run, so that somebody can see that the duty is done. */
export type Noted = (duty: Duty, succeeded: boolean) => Promise<void>;

/**
 * Runs what is due. A duty that fails is logged and comes round again at its time; the others are not held up by it.
 * @returns a function that runs everything due now, one after the other
 */
export function schedule(duties: readonly Duty[], noted: Noted = async () => {}): () => Promise<void> {
  const dueAt = new Map(duties.map((duty) => [duty, Number.NEGATIVE_INFINITY]));
  return async () => {
    for (const duty of duties) {
      if (clock.ms() < (dueAt.get(duty) ?? 0)) continue;
      dueAt.set(duty, clock.ms() + duty.everyMs);
      try {
        await duty.work();
        await noted(duty, true);
      } catch (error) {
        const what = error instanceof Error ? error.message : String(error);
        log.error(
          { duty: duty.name, error: what },
          `${duty.name} failed and is tried again in ${duty.everyMs / 1_000} s`,
        );
        // The same trouble may keep it from being noted: then the last good run is what is known.
        await noted(duty, false).catch(() => {});
      }
    }
  };
}
