import { pool } from "@/lib/db/pool";
import { LEVELS, PARTITION_MS } from "./levels";

const partitionStart = (ms: number, width: number): number => Math.floor(ms / width) * width;

/** Makes the partitions that these moments fall into, where they are missing. @param moments milliseconds */
export async function addPartitions(moments: Iterable<number>, levels = LEVELS): Promise<void> {
  const all = [...moments];
  for (const level of levels) {
    const width = PARTITION_MS[level];
    for (const start of new Set(all.map((ms) => partitionStart(ms, width)))) {
      await pool().query("SELECT add_usage_partitions($1, $2, $3)", [level, new Date(start), new Date(start + width)]);
    }
  }
}

const isMissingPartition = (error: unknown): boolean =>
  error instanceof Error && "code" in error && error.code === "23514" && error.message.startsWith("no partition");

/**
 * Runs work that writes usage of these moments; where a partition was missing it is made and the work done again. The worker
 * makes them ahead of time, so that this is for late usage and for a worker that is away.
 * @param moments called when they are needed, milliseconds
 */
export async function withPartitions<T>(moments: () => Iterable<number>, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isMissingPartition(error)) throw error;
    await addPartitions(moments());
    return work();
  }
}
