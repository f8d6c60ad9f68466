import { Agent, request } from "node:http";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { pool } from "@/lib/db/pool";
import { newId, showId } from "@/lib/ids";
import { untilSpoolIsEmpty } from "./counted-usage";
import type { RunContext } from "./run-context";
import { startBenchGateway } from "./start-gateway";
import { forkServer, stopServer } from "./start-server";
import { show, table } from "./table";

const SECONDS = 20;
const EVENTS = 1_000;
const SENDERS = 4;
const REPORTING_KEYS = 1_000;
const LAST_FLUSH_MS = 60_000;
const WANTED_PER_SECOND = 20_000;

type Reporter = { key_id: string; public_id: string };

const WRITTEN = `SELECT coalesce(sum(n_tup_ins + n_tup_upd), 0)::int AS n FROM pg_stat_user_tables
  WHERE relname ~ '^(team_)?usage_(detail_)?(minutes|hours|days)_' OR relname = 'usage_detail_parts'`;
const REPORTED = "SELECT coalesce(sum(status_2xx + status_4xx), 0)::text AS n FROM usage_minutes WHERE bucket >= $1";

const numberOf = async (sql: string, values: unknown[] = []): Promise<number> =>
  Number((await pool().query(sql, values)).rows[0].n);

function batchOf(reporters: readonly Reporter[], turn: number): string {
  const events = Array.from({ length: EVENTS }, (_, i) => {
    const { key_id, public_id } = reporters[(turn * EVENTS + i) % reporters.length] as Reporter;
    return {
      keyId: showId("key", key_id),
      secretId: public_id,
      at: new Date().toISOString(),
      status: i % 40 === 0 ? 404 : 200,
      latencyMs: 5 + ((turn * 31 + i * 17) % 400) / 3,
      method: "GET",
      route: `/v1/resources/${i % 12}`,
      ip: `203.0.113.${i % 40}`,
    };
  });
  return JSON.stringify({ batchId: newId(), events });
}

function post(agent: Agent, url: string, token: string, body: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const headers = { Authorization: `Bearer ${token}`, "Content-Length": Buffer.byteLength(body) };
    const outgoing = request(`${url}/v1/usage`, { agent, method: "POST", headers }, (response) => {
      response.resume().on("end", () => resolve(response.statusCode));
    });
    outgoing.on("error", reject).end(body);
  });
}

/** Batches of reports to one gateway for 20 s, the worker rolling up beside it; every event accepted must be counted in the end. */
export async function measureIngest({ bench, deployment }: RunContext) {
  const { rows: reporters } = await pool().query<Reporter>(
    "SELECT key_id, public_id FROM secrets JOIN keys ON keys.id = key_id WHERE team_id = $1 ORDER BY public_id LIMIT $2",
    [deployment.actor.teamId, REPORTING_KEYS],
  );
  const gateway = await startBenchGateway(bench);
  const worker = forkServer(bench, { script: join(bench.root, ".build/server/worker.mjs"), port: 0 });
  bench.onClose(() => stopServer(worker));
  const since = new Date(Math.floor(Date.now() / 60_000) * 60_000);
  const [reportedBefore, writtenBefore] = [await numberOf(REPORTED, [since]), await numberOf(WRITTEN)];
  const agent = new Agent({ keepAlive: true, maxSockets: SENDERS });
  const cpuBefore = await gateway.cpuMs();
  const begun = performance.now();
  let accepted = 0;
  let turn = 0;
  await Promise.all(
    Array.from({ length: SENDERS }, async () => {
      while (performance.now() - begun < SECONDS * 1_000) {
        const status = await post(agent, gateway.url, deployment.serviceToken, batchOf(reporters, turn++));
        if (status !== 202) throw new Error(`A batch was answered ${status}.`);
        accepted += EVENTS;
      }
    }),
  );
  await untilSpoolIsEmpty(bench, LAST_FLUSH_MS);
  const seconds = (performance.now() - begun) / 1_000;
  const cpuSeconds = ((await gateway.cpuMs()) - cpuBefore) / 1_000;
  agent.destroy();
  await gateway.stop();
  await stopServer(worker);
  // PostgreSQL's statistics follow within a second.
  await pause(1_500);
  const written = (await numberOf(WRITTEN)) - writtenBefore;
  const counted = (await numberOf(REPORTED, [since])) - reportedBefore;
  const rate = accepted / seconds;
  const report = table(
    [
      "reports, one gateway",
      "wanted",
      "events/s",
      "events per CPU second of the gateway",
      "rollup rows/s",
      "accepted",
      "counted",
    ],
    [
      [
        `batches of ${show(EVENTS, 0)}, ${show(REPORTING_KEYS, 0)} keys, until the last was counted (${show(seconds)} s)`,
        `≥ ${show(WANTED_PER_SECOND, 0)}`,
        ...[rate, accepted / cpuSeconds, written / seconds, accepted, counted].map((figure) => show(figure, 0)),
      ],
    ],
  );
  return {
    report,
    promises: {
      "an accepted event was not counted, or counted twice": Math.abs(accepted - counted),
      "fewer reports a second were taken in than wanted": rate < WANTED_PER_SECOND ? 1 : 0,
    },
  };
}
