import { setTimeout as pause } from "node:timers/promises";
import { verifyCall } from "../calls";
import { makeKeys } from "../deployment";
import { type Candidate, measure, type Round } from "../measure";
import { median } from "../median";
import { prove } from "../prove";
import { residentMb } from "../resident";
import type { RunContext } from "../run-context";
import { openSlowSockets, SLOWNESS, type Slowness, type SlowSockets } from "../slow-sockets";
import { startBenchGateway } from "../start-gateway";
import { show, table } from "../table";

const SOCKETS = 500;
const KEYS = 64;
const WARM_UP_SECONDS = 3;
const SETTLE_MS = 1_500;
/** Longer than every timeout but that of kept-alive connections, so that all other kinds end and come back under load. */
const STEADY_SECONDS = 25;
const WANTED_RATIO = 1.2;

/** Seconds until the gateway must have ended one: its timeout (server/gateway/timeouts.ts), what it takes to notice, and room. */
const BOUND_SECONDS: Record<Slowness, number> = { header: 16, body: 26, silent: 16, reading: 110, "not reading": 45 };
const LONGEST_BOUND = Math.max(...Object.values(BOUND_SECONDS));

/** Warm verification with and without slow connections to the same gateway, in alternating rounds; then until they are gone. */
export async function slowPart({ bench, deployment, load, options, say }: RunContext): Promise<string> {
  const count = options.count ?? SOCKETS;
  const { seconds, connections, rounds } = options;
  const keys = await makeKeys(deployment.actor, KEYS);
  const server = await startBenchGateway(bench);
  const calls = keys.map((key) => verifyCall("/v1/verify", key, deployment.serviceToken));
  const candidate: Candidate = { name: "POST /v1/verify", server, calls };
  const open = (): SlowSockets => openSlowSockets(Number(new URL(server.url).port), deployment.serviceToken, count);
  await measure(load, candidate, { connections, seconds: Math.min(WARM_UP_SECONDS, seconds) });
  const before = residentMb(server.pid);

  const [without, beside]: [Round[], Round[]] = [[], []];
  for (let i = 0; i < rounds; i++) {
    without.push(await measure(load, candidate, { connections, seconds }));
    const slow = open();
    await pause(SETTLE_MS);
    beside.push(await measure(load, candidate, { connections, seconds }));
    slow.close();
    await pause(SETTLE_MS);
    say(
      `    round ${i + 1}  p99 ${show(without[i]?.p99 ?? 0)} ms without, ${show(beside[i]?.p99 ?? 0)} ms beside them`,
    );
  }
  const slow = open();
  bench.onClose(slow.close);
  await pause(SETTLE_MS);
  const steady = await measure(load, candidate, { connections, seconds: STEADY_SECONDS });
  const during = residentMb(server.pid);
  slow.letGo();
  for (let left = LONGEST_BOUND; left > 0 && slow.open() > 0; left--) await pause(1_000);
  const left = slow.open();
  const after = residentMb(server.pid);
  slow.close();
  await server.stop();

  const ratios = without.map((round, i) => (beside[i]?.p99 ?? Number.NaN) / round.p99);
  const ratio = median(ratios);
  const spread = `${show(Math.min(...ratios))}–${show(Math.max(...ratios))}`;
  const p99 = (list: Round[]): string => show(median(list.map((round) => round.p99)));
  const rate = (list: Round[]): string => show(median(list.map((round) => round.rate)));
  const speed = table(
    ["warm load", "requests/s", "p99 ms"],
    [
      ["alone", rate(without), p99(without)],
      [`beside ${count} slow connections`, rate(beside), p99(beside)],
      [`… while they time out and come back, ${STEADY_SECONDS} s`, rate([steady]), p99([steady])],
    ],
  );
  const memory = `Resident memory of the gateway: ${show(before, 0)} MB before, ${show(during, 0)} MB with them, ${show(after, 0)} MB after.`;
  const verdict = `p99 beside ÷ alone: **${show(ratio)}** (rounds ${spread}), wanted ≤ ${WANTED_RATIO}. ${memory}`;
  return prove(`${speed}\n\n${verdict}\n\n${endings(slow)}`, {
    "slow connections move p99 by more than 20 %": ratio > WANTED_RATIO ? 1 : 0,
    "a slow connection was not ended at all": left,
    "a kind of slow connection was held too long": SLOWNESS.filter((how) => longest(slow, how) > BOUND_SECONDS[how])
      .length,
  });
}

const longest = (slow: SlowSockets, how: Slowness): number => (slow.ended.get(how)?.longestMs ?? 0) / 1_000;

const endings = (slow: SlowSockets): string =>
  table(
    ["slow at", "ended by the gateway", "longest s", "bound s"],
    SLOWNESS.map((how) => [
      how,
      show(slow.ended.get(how)?.times ?? 0, 0),
      show(longest(slow, how)),
      show(BOUND_SECONDS[how], 0),
    ]),
  );
