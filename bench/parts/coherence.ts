import { pool } from "@/lib/db/pool";
import { showId } from "@/lib/ids";
import { Caller } from "../caller";
import { insertManyKeys } from "../deployment";
import { startListenerProxy } from "../hang-listeners";
import { prove } from "../prove";
import { quantile } from "../quantile";
import { byDelete, inBulk, inOneRow, type RevokeWay, throughTheDomain, withTheirTeam } from "../revoke-ways";
import type { RunContext } from "../run-context";
import { startBenchGateway } from "../start-gateway";
import { startRevoker } from "../start-revoker";
import type { Server, ServerOptions } from "../start-server";
import { show, table } from "../table";
import { type BenchKey, RevocationWatch, type Sightings } from "../watch-revocations";

const REVOCATIONS = 10_000;
/** Of the other ways so many each: a tenth. */
const SHARE_OF_OTHERS = 10;
const HEARING_BOUND_MS = 1_000;
const DEAF_BOUND_MS = 2_000;
const DOMAIN_CALLS = 16;
/** Each waits a whole second in vain for the gateways to say that they have heard … */
const DEAF_DOMAIN_CALLS = 200;
/** … and each of these as long for the gateways' next look. */
const DEAF_CALLS = 50;

type Pass = { way: RevokeWay; count: number; boundMs: number; conditions: string };
type Row = Pass & { seen: Sightings; seconds: number; asked: number };

/** Two gateways under load, and keys that die: how long until both refuse, with notifications and without. */
export async function coherencePart(context: RunContext): Promise<string> {
  const { bench, bundles, deployment, options } = context;
  const count = options.count ?? REVOCATIONS;
  const few = Math.ceil(count / SHARE_OF_OTHERS / inBulk.keysAtOnce) * inBulk.keysAtOnce;
  const hearing = { boundMs: HEARING_BOUND_MS, conditions: "listening" };
  const deaf = { boundMs: DEAF_BOUND_MS, conditions: "notifications lost" };
  const revoke = startRevoker(bench, bundles, deployment.actor);
  const domain = throughTheDomain(revoke, DOMAIN_CALLS);
  const others = [inOneRow, inBulk, byDelete, withTheirTeam].map((way) => ({ way, count: few, ...hearing }));
  const rows = await runPasses(context, {}, [{ way: domain, count, ...hearing }, ...others]);

  const database = new URL(bench.databaseUrl("postgres"));
  const proxy = await startListenerProxy({ host: database.hostname, port: Number(database.port) });
  bench.onClose(proxy.close);
  database.port = `${proxy.port}`;
  const deafDomain = throughTheDomain(revoke, DEAF_DOMAIN_CALLS);
  const deafPasses = [
    { way: deafDomain, count, ...deaf },
    { way: { ...inOneRow, callsAtOnce: DEAF_CALLS }, count: few, ...deaf },
    { way: { ...withTheirTeam, callsAtOnce: DEAF_CALLS }, count: few, ...deaf },
  ];
  rows.push(...(await runPasses(context, { environment: { DATABASE_URL: database.href } }, deafPasses, proxy.hang)));
  return report(rows);
}

async function runPasses(
  context: RunContext,
  options: Partial<ServerOptions>,
  passes: Pass[],
  onceReady: () => void = () => {},
): Promise<Row[]> {
  const { bench, deployment, say } = context;
  const gateways: Server[] = await Promise.all([startBenchGateway(bench, options), startBenchGateway(bench, options)]);
  const callers = gateways.map(({ url }) => new Caller(Number(new URL(url).port), deployment.serviceToken));
  onceReady();
  const rows: Row[] = [];
  for (const pass of passes) {
    const row = await runPass(context, callers, pass);
    const late = row.seen.acceptedLate > 0 ? `, ${row.seen.acceptedLate} ACCEPTED LATE` : "";
    say(`    ${pass.way.name}, ${pass.conditions}: ${show(pass.count, 0)} in ${show(row.seconds)} s${late}`);
    rows.push(row);
  }
  for (const caller of callers) caller.close();
  await Promise.all(gateways.map((gateway) => gateway.stop()));
  return rows;
}

async function runPass({ deployment, options, bench }: RunContext, callers: Caller[], pass: Pass): Promise<Row> {
  const { way, count, boundMs } = pass;
  const keys = await makeBenchKeys(deployment.actor, count);
  const groups: BenchKey[][] = [];
  for (let i = 0; i < keys.length; i += way.keysAtOnce) groups.push(keys.slice(i, i + way.keysAtOnce));
  for (const group of groups) await way.prepare?.(group);
  const watch = new RevocationWatch(callers, keys, boundMs, Math.ceil(options.connections / 2 / callers.length));
  const startedAt = performance.now();
  const work = async (): Promise<void> => {
    for (let group = groups.pop(); group !== undefined && !bench.signal.aborted; group = groups.pop()) {
      await Promise.all(group.map((key) => watch.warm(key)));
      const answeredAt = await way.revoke(group);
      await Promise.all(group.map((key) => watch.died(key, answeredAt)));
    }
  };
  await Promise.all(Array.from({ length: way.callsAtOnce }, work));
  const seconds = (performance.now() - startedAt) / 1_000;
  return { ...pass, seconds, seen: await watch.end(), asked: watch.asked };
}

async function makeBenchKeys(actor: Parameters<typeof insertManyKeys>[0], count: number): Promise<BenchKey[]> {
  const secrets = new Map(
    (await insertManyKeys(actor, count)).map((plaintext) => [plaintext.slice(-62, -50), plaintext]),
  );
  const { rows } = await pool().query<{ public_id: string; key_id: string }>(
    "SELECT public_id, key_id FROM secrets WHERE public_id = ANY ($1)",
    [[...secrets.keys()]],
  );
  return rows.map(({ public_id, key_id }) => ({
    id: key_id,
    shownId: showId("key", key_id),
    plaintext: secrets.get(public_id) as string,
  }));
}

function report(rows: readonly Row[]): string {
  const head = [
    "revoked by",
    "revocations",
    "seconds",
    "p50 ms",
    "p99 ms",
    "max ms",
    "accepted after",
    "after the bound",
  ];
  const lines = rows.map(({ way, count, conditions, boundMs, seconds, seen }) => [
    `${way.name}, ${conditions}, bound ${boundMs / 1_000} s`,
    show(count, 0),
    show(seconds, 0),
    ...[0.5, 0.99, 1].map((q) => show(quantile(seen.refusedAfter, q))),
    show(seen.accepted, 0),
    show(seen.acceptedLate, 0),
  ]);
  const sum = (of: (row: Row) => number): number => rows.reduce((all, row) => all + of(row), 0);
  const said =
    "Times are from the revocation's answer to a gateway's refusal in hand, each key on both gateways; `accepted after` counts questions asked after the answer and accepted all the same." +
    ` The load asked ${show(
      sum(({ asked }) => asked),
      0,
    )} times; of all questions ${show(
      sum(({ seen }) => seen.askedAboutDead),
      0,
    )} were about dead keys.`;
  return prove(`${table(head, lines)}\n\n${said}`, {
    "a revoked key was accepted after the bound": sum(({ seen }) => seen.acceptedLate),
    "a gateway did not refuse a revoked key at all": sum(({ count, seen }) => 2 * count - seen.refusedAfter.length),
    "revokeKey had answered, notifications arrived, and a gateway accepted": sum(({ way, conditions, seen }) =>
      way.name === "revokeKey" && conditions === "listening" ? seen.accepted : 0,
    ),
  });
}
