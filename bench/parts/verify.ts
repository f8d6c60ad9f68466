import { join } from "node:path";
import { pool } from "@/lib/db/pool";
import { OUTCOME_COLUMN } from "@/lib/usage/outcome";
import { buildNextPeer } from "../build-next-peer";
import { ask, authorizeCall, verifyCall } from "../calls";
import { makeKeys } from "../deployment";
import { type Candidate, measure, medianRound, type Round } from "../measure";
import { median } from "../median";
import { othersShare } from "../others-share";
import type { RunContext } from "../run-context";
import { startBenchGateway } from "../start-gateway";
import { startServer } from "../start-server";
import { show, table } from "../table";

const KEYS = 64;
const WARM_UP_SECONDS = 3;

const BARE = "bare node:http";
const CONSTANT = "bare, constant answer";
const VERIFY = "POST /v1/verify";
const AUTHORIZE = "/v1/authorize";
const NEXT = "Next.js route handler";
const BETTER_AUTH = "better-auth API keys";

/** Warm verification beside its peers, in alternating rounds. */
export async function verifyPart(context: RunContext): Promise<string> {
  const { load, options, say } = context;
  const candidates = await startCandidates(context);
  const { seconds, connections } = options;
  for (const each of candidates) {
    await measure(load, each, { connections, seconds: Math.min(WARM_UP_SECONDS, seconds) });
  }
  const rounds = new Map<string, Round[]>(candidates.map(({ name }) => [name, []]));
  const others: number[] = [];
  for (let i = 0; i < options.rounds; i++) {
    others.push(await othersShare());
    for (const each of candidates) {
      const round = await measure(load, each, { connections, seconds });
      rounds.get(each.name)?.push(round);
      say(`    round ${i + 1}  ${each.name.padEnd(22)} ${show(round.rate).padStart(8)}/s  p99 ${show(round.p99)} ms`);
    }
  }
  await candidates.find(({ name }) => name === VERIFY)?.server.stop();
  await checkOutcomes();
  return `${report(rounds)}\n\n${describeOthers(others)}`;
}

const BUSY_SHARE = 10;

/** Who shares the machine moves the figures more than most changes do. */
function describeOthers(shares: readonly number[]): string {
  const busy = Math.max(...shares) > BUSY_SHARE ? " **Taken on a busy machine**: take the ratios with care." : "";
  const seen = shares.map((share) => `${show(share, 0)} %`).join(", ");
  return `Of the machine, others used ${seen} in the second before each round.${busy}`;
}

async function startCandidates({ bench, deployment, options }: RunContext): Promise<Candidate[]> {
  const keys = await makeKeys(deployment.actor, KEYS);
  const gateway = await startBenchGateway(bench);
  const verifyCalls = keys.map((key) => verifyCall("/v1/verify", key, deployment.serviceToken));
  // The peers answer what the gateway answers, to the same length.
  let answer = "";
  for (const call of verifyCalls) answer = await ask(gateway.url, call);
  const environment = { BENCH_ANSWER: answer };

  const script = join(bench.root, "bench/peers/bare.mjs");
  const bare = await startServer(bench, { script, environment });
  const constant = await startServer(bench, { script, environment: { ...environment, BENCH_CONSTANT: "1" } });
  const peerCalls = keys.map((key) => verifyCall("/verify", key));
  const ours = [
    { name: BARE, server: bare, calls: peerCalls },
    { name: VERIFY, server: gateway, calls: verifyCalls },
    { name: AUTHORIZE, server: gateway, calls: keys.map(authorizeCall) },
    { name: CONSTANT, server: constant, calls: peerCalls },
  ];
  if (options.floor) return ours;
  const { folder, next } = await buildNextPeer(bench);
  const nextServer = await startServer(bench, {
    script: next,
    args: (port) => ["start", "--port", `${port}`, "--hostname", "127.0.0.1"],
    cwd: folder,
    environment,
  });
  return [...ours, { name: NEXT, server: nextServer, calls: peerCalls }, await startBetterAuth(bench)];
}

async function startBetterAuth(bench: RunContext["bench"]): Promise<Candidate> {
  await pool().query("CREATE DATABASE better_auth");
  const environment = { DATABASE_URL: bench.databaseUrl("better_auth"), BENCH_KEYS: `${KEYS}` };
  const server = await startServer(bench, { script: join(bench.root, "bench/peers/better-auth.mjs"), environment });
  const { keys } = JSON.parse(await ask(server.url, { method: "GET", path: "/", headers: {} })) as { keys: string[] };
  const calls = keys.map((key) => verifyCall("/verify", key));
  for (const call of calls.slice(0, 1)) {
    const verdict = JSON.parse(await ask(server.url, call)) as { valid: boolean };
    if (!verdict.valid) throw new Error("better-auth refuses its own key: there is nothing to compare with.");
  }
  return { name: BETTER_AUTH, server, calls };
}

const OUTCOMES = Object.values(OUTCOME_COLUMN).join(" + ");

/** The gateway has stopped and taken its counts to the database: had it refused a call, its figures would mean nothing. */
async function checkOutcomes(): Promise<void> {
  const { rows } = await pool().query<{ valid: string | null; counted: string | null }>(
    `SELECT sum(${OUTCOME_COLUMN.VALID}) AS valid, sum(${OUTCOMES}) AS counted FROM usage_minutes`,
  );
  const { valid = null, counted = null } = rows[0] ?? {};
  if (valid === null || valid !== counted) throw new Error(`Of ${counted} counted calls only ${valid} were VALID.`);
}

function report(rounds: ReadonlyMap<string, readonly Round[]>): string {
  const of = (name: string): readonly Round[] => rounds.get(name) ?? [];
  const rows = [...rounds].map(([name, each]) => {
    const { rate, p50, p99, p999, cpu } = medianRound(each);
    return [name, show(rate), show(p50), show(p99), show(p999), show(cpu)];
  });
  const ratio = (figure: keyof Round, a: string, b: string): number[] =>
    of(a).map((round, i) => round[figure] / (of(b)[i]?.[figure] ?? Number.NaN));
  const line = (what: string, wanted: string, values: number[]): string[] =>
    values.some(Number.isNaN)
      ? [what, wanted, "not measured", ""]
      : [what, wanted, show(median(values)), `${show(Math.min(...values))}–${show(Math.max(...values))}`];
  const ratios = [
    line("verify ÷ bare, requests/s", "≥ 0.90", ratio("rate", VERIFY, BARE)),
    line("verify ÷ bare, p99", "≤ 1.50", ratio("p99", VERIFY, BARE)),
    line("verify ÷ Next.js, requests/s", "≥ 20", ratio("rate", VERIFY, NEXT)),
    line("verify ÷ better-auth, requests/s", "≥ 40", ratio("rate", VERIFY, BETTER_AUTH)),
    line("verify ÷ bare, CPU per request", "", ratio("cpu", VERIFY, BARE)),
    line("verify ÷ bare with a constant answer, requests/s", "", ratio("rate", VERIFY, CONSTANT)),
    line("authorize ÷ bare, requests/s", "", ratio("rate", AUTHORIZE, BARE)),
    line("authorize ÷ bare, p99", "", ratio("p99", AUTHORIZE, BARE)),
  ];
  return [
    table(["server", "requests/s", "p50 ms", "p99 ms", "p99.9 ms", "CPU ms per 1,000"], rows),
    table(["ratio", "wanted", "median", "rounds"], ratios),
  ].join("\n\n");
}
