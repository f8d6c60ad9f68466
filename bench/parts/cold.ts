import { verifyCall } from "../calls";
import { insertManyKeys } from "../deployment";
import { measure, medianRound, type Round } from "../measure";
import type { RunContext } from "../run-context";
import { startBenchGateway } from "../start-gateway";
import { show, table } from "../table";

const MOST_PER_SECOND = 40_000;
const LONGEST_ROUND_SECONDS = 2;

/** Every request asks for a key that the gateway has not seen: each is a read of PostgreSQL. */
export async function coldPart({ bench, deployment, load, options }: RunContext): Promise<string> {
  const seconds = Math.min(options.seconds, LONGEST_ROUND_SECONDS);
  const share = MOST_PER_SECOND * seconds;
  const keys = await insertManyKeys(deployment.actor, share * options.rounds);
  const server = await startBenchGateway(bench);
  const rounds: Round[] = [];
  for (let i = 0; i < options.rounds; i++) {
    const fresh = keys.slice(i * share, (i + 1) * share);
    const calls = fresh.map((key) => verifyCall("/v1/verify", key, deployment.serviceToken));
    const round = await measure(
      load,
      { name: "cold misses", server, calls },
      { seconds, connections: options.connections },
    );
    if (round.rate * seconds > share) throw new Error("The run has used up its unseen keys: raise MOST_PER_SECOND.");
    rounds.push(round);
  }
  await server.stop();
  const { rate, p50, p99, p999, cpu } = medianRound(rounds);
  return table(
    ["cold", "misses/s", "p50 ms", "p99 ms", "p99.9 ms", "CPU ms per 1,000"],
    [["POST /v1/verify, unseen keys", show(rate), show(p50), show(p99), show(p999), show(cpu)]],
  );
}
