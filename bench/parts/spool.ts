import { join } from "node:path";
import { pool } from "@/lib/db/pool";
import { newId } from "@/lib/ids";
import { parseKey } from "@/lib/keys/format";
import { flushSegment } from "@/lib/usage/flush-segment";
import type { VerificationRecord } from "@/lib/usage/record";
import { openSpool } from "@/lib/usage/spool";
import { insertManyKeys } from "../deployment";
import { median } from "../median";
import type { RunContext } from "../run-context";
import { show, table } from "../table";

const RECORDS = 200_000;
/** As many answers as an event-loop tick has under the load of parts/verify.ts. */
const RECORDS_A_TICK = 16;
const KEY_COUNTS = [1, 100, 10_000];
const NEVER_MS = 3_600_000;

/** Records of verifications to disk, as before each answer, and from disk to the database, exactly once. */
export async function spoolPart({ bench, deployment, options }: RunContext): Promise<string> {
  const secrets = await insertManyKeys(deployment.actor, Math.max(...KEY_COUNTS));
  const callers = secrets.map((secret) => ({ keyId: newId(), secretId: parseKey(secret)?.publicId ?? "" }));
  const rows: string[][] = [];
  for (const keys of KEY_COUNTS) {
    const runs: Run[] = [];
    for (let i = 0; i < options.rounds; i++) {
      const folder = join(bench.folder, `spool-${keys}-${i}`);
      runs.push(await measureSpool(folder, callers.slice(0, keys), deployment.actor.teamId));
    }
    rows.push([
      show(keys, 0),
      show(median(runs.map(({ written }) => written))),
      show(median(runs.map(({ flushed }) => flushed))),
    ]);
  }
  return table(["keys in use", "written records/s", "flushed records/s"], rows);
}

/** Records per second. */
type Run = { written: number; flushed: number };

async function measureSpool(
  folder: string,
  callers: readonly { keyId: string; secretId: string }[],
  teamId: string,
): Promise<Run> {
  let flushMs = 0;
  let counted = 0;
  const spool = openSpool({
    folder,
    flushEveryMs: NEVER_MS,
    flush: async (id, content) => {
      const begun = performance.now();
      const result = await flushSegment(id, content);
      flushMs += performance.now() - begun;
      counted += content.toString().split("\n").length - 1;
      return result;
    },
  });
  const at = Date.now();
  const record = (i: number): VerificationRecord => {
    const caller = callers[i % callers.length] ?? { keyId: "", secretId: "" };
    const from = { ip: "203.0.113.7", userAgent: "payments/1.4" };
    return { at, ...caller, ...from, teamId, environment: "live", code: "VALID" };
  };
  let writeMs = 0;
  for (let i = 0; i < RECORDS; i += RECORDS_A_TICK) {
    const begun = performance.now();
    await new Promise<void>((resolve) => {
      let open = RECORDS_A_TICK;
      const answered = (): void => {
        if (--open === 0) resolve();
      };
      for (let each = i; each < i + RECORDS_A_TICK; each++) spool.recordVerification(record(each), answered);
    });
    writeMs += performance.now() - begun;
  }
  await spool.flush();
  await spool.close();
  if (counted !== RECORDS || spool.lost() > 0)
    throw new Error(`${counted} of ${RECORDS} records reached the database.`);
  await pool().query("TRUNCATE usage_minutes");
  return { written: (RECORDS / writeMs) * 1000, flushed: (RECORDS / flushMs) * 1000 };
}
