import { join } from "node:path";
import { env } from "@/lib/env";
import { openSpool, type Spool } from "@/lib/usage/spool/spool";
import { startFlushThread } from "./start-flush-thread";

const MEBIBYTE = 1024 * 1024;
/** Beside the gateway's own bundle; tests, which run from the sources, have none and flush in their own thread. */
const SCRIPT = new URL("./flush-thread.mjs", import.meta.url);

/** The spool in the data folder, bounded as configured, flushed by a thread of its own. It closes within 5 s. */
export function openGatewaySpool(onTrouble: (what: string, error?: unknown) => void): Spool {
  const thread = startFlushThread(SCRIPT, onTrouble);
  const spool = openSpool({
    folder: join(env().LATCHKEY_DATA_DIR, "spool"),
    mostBytes: env().USAGE_SPOOL_MAX_MIB * MEBIBYTE,
    flush: thread.flush,
    onTrouble,
  });
  const close = async (): Promise<void> => {
    await spool.close();
    await thread.close();
  };
  return { ...spool, close };
}
