import { log } from "@/lib/log";
import type { Duty } from "./duties";
import { noteDuty } from "./note-duty";

/** Does a duty and notes it, so that somebody can see that it is done. @throws what the duty threw, for pg-boss to try again */
export async function doDuty(duty: Duty, noted: typeof noteDuty = noteDuty): Promise<void> {
  try {
    await duty.work();
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error);
    log.error({ duty: duty.name, error: what }, `${duty.name} failed and is tried again`);
    // The same trouble may keep it from being noted: then the last good run is what is known.
    await noted(duty, false).catch(() => {});
    throw error;
  }
  await noted(duty, true);
}
