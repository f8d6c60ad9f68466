import { cpus } from "node:os";
import { setTimeout as pause } from "node:timers/promises";

const LOOK_MS = 1_000;

function times(): { busy: number; all: number } {
  let [busy, all] = [0, 0];
  for (const { times: cpu } of cpus()) {
    const sum = cpu.user + cpu.nice + cpu.sys + cpu.irq + cpu.idle;
    all += sum;
    busy += sum - cpu.idle;
  }
  return { busy, all };
}

/** The share of the machine, in percent, that is used while nothing of the run is at work: by others, that is. Takes a second. */
export async function othersShare(): Promise<number> {
  const before = times();
  await pause(LOOK_MS);
  const after = times();
  return ((after.busy - before.busy) / Math.max(1, after.all - before.all)) * 100;
}
