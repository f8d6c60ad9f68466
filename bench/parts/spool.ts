import { join } from "node:path";
import { pool } from "@/lib/db/pool";
import { newId } from "@/lib/ids";
import { parseKey } from "@/lib/keys/format";
import type { VerificationRecord } from "@/lib/usage/record";
import { type FlushFiles, flushFiles } from "@/lib/usage/spool/flush-files";
import { openSpool } from "@/lib/usage/spool/spool";
import { insertManyKeys } from "../deployment";
import { median } from "../median";
import type { RunContext } from "../run-context";
import { show, table } from "../table";

const RECORDS = 200_000;
/** As many answers as an event-loop tick has under the load of parts/verify.ts. */
const RECORDS_A_TICK = 16;
const KEY_COUNTS = [1, 100, 10_000];
const NEVER_MS = 3_600_000;

/** A segment by itself, as each second's is; and what waited through an outage, in as few transactions as it takes. */
const WAYS: readonly FlushFiles[] = [
  async (files) => {
    const results = [];
    for (const file of files) results.push(...(await flushFiles([file])));
    return results;
  },
  flushFiles,
];

/** Records of verifications to disk, as before each answer, and from disk to the database, exactly once. */
export async function spoolPart({ bench, deployment, options }: RunContext): Promise<string> {
  const secrets = await insertManyKeys(deployment.actor, Math.max(...KEY_COUNTS));
  const callers = secrets.map((secret) => ({ keyId: newId(), secretId: parseKey(secret)?.publicId ?? "" }));
  // What other parts have counted would be taken for this one's.
  await pool().query("TRUNCATE usage_minutes, usage_detail_parts");
  const rows: string[][] = [];
  for (const keys of KEY_COUNTS) {
    const runs: Run[][] = WAYS.map(() => []);
    for (let i = 0; i < options.rounds; i++) {
      for (const [way, flush] of WAYS.entries()) {
        const folder = join(bench.folder, `spool-${keys}-${i}-${way}`);
        runs[way]?.push(await measureSpool(folder, callers.slice(0, keys), deployment.actor.teamId, flush));
      }
    }
    const written = median(runs.flat().map((run) => run.written));
    rows.push([show(keys, 0), show(written), ...runs.map((way) => show(median(way.map(({ flushed }) => flushed))))]);
  }
  return table(["keys in use", "written records/s", "flushed, each segment", "flushed, together"], rows);
}

/** Records per second. */
type Run = { written: number; flushed: number };

async function measureSpool(
  folder: string,
  callers: readonly { keyId: string; secretId: string }[],
  teamId: string,
  flush: FlushFiles,
): Promise<Run> {
  let flushMs = 0;
  const spool = openSpool({
    folder,
    flushEveryMs: NEVER_MS,
    flush: async (files) => {
      const begun = performance.now();
      const results = await flush(files);
      flushMs += performance.now() - begun;
      return results;
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
  const { rows } = await pool().query("SELECT sum(allowed)::int AS counted FROM usage_minutes");
  if (rows[0].counted !== RECORDS || spool.lost() > 0)
    throw new Error(`${rows[0].counted} of ${RECORDS} records reached the database.`);
  await pool().query("TRUNCATE usage_minutes, usage_detail_parts");
  return { written: (RECORDS / writeMs) * 1000, flushed: (RECORDS / flushMs) * 1000 };
}
