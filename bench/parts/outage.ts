import { setTimeout as pause } from "node:timers/promises";
import { countedUsage, spooledSegments, untilSpoolIsEmpty } from "../counted-usage";
import { insertManyKeys, makeKeys } from "../deployment";
import { type WatchedGateway, watchGateway } from "../outage-load";
import { prove } from "../prove";
import type { RunContext } from "../run-context";
import { startBenchGateway } from "../start-gateway";
import { show, table } from "../table";
import { balance } from "../tally";

const WAYS = ["kill", "immediate"] as const;
type Way = (typeof WAYS)[number];

const OUTAGE_MS = 8_000;
/** One gateway tolerates the whole outage, as by default; for the other its tolerance ends in the middle. */
const TOLERANCES = [60, 3];
const BEFORE_MS = 3_000;
const AFTER_MS = 3_000;
const RECOVERY_MS = 20_000;
const LAST_FLUSH_MS = 60_000;
/** More than can be asked for in the time there is. */
const UNREAD_KEYS = 3_000;

type Outage = { way: Way; at: number; backAt: number; readyAfterMs: (number | null)[] };

/** PostgreSQL dies under load and comes back: what callers are told meanwhile, when it is over, and whether the books balance. */
export async function outagePart(context: RunContext): Promise<string> {
  const { bench, say } = context;
  const gateways: WatchedGateway[] = [];
  for (const tolerance of TOLERANCES) gateways.push(await startWatched(context, tolerance));
  const outages: Outage[] = [];
  for (const way of WAYS) {
    await pause(BEFORE_MS);
    outages.push(await goThrough(context, way, gateways));
    say(`    ${NAMES[way]}: over`);
  }
  for (const gateway of gateways) await gateway.end();
  await untilSpoolIsEmpty(bench, LAST_FLUSH_MS);
  return report(context, gateways, outages);
}

const NAMES: Record<Way, string> = { kill: "kill -9 of PostgreSQL", immediate: "immediate shutdown" };

async function startWatched({ bench, deployment, options }: RunContext, tolerance: number): Promise<WatchedGateway> {
  const environment = { STALE_ON_DATABASE_OUTAGE_SECONDS: `${tolerance}` };
  const { url } = await startBenchGateway(bench, { environment });
  const known = await makeKeys(deployment.actor, Math.ceil(options.connections / TOLERANCES.length));
  const unread = await insertManyKeys(deployment.actor, UNREAD_KEYS);
  return watchGateway({ url, tolerance, serviceToken: deployment.serviceToken, known, unread });
}

async function goThrough({ bench }: RunContext, way: Way, gateways: WatchedGateway[]): Promise<Outage> {
  const at = Date.now();
  await bench.crashDatabase(way);
  await pause(OUTAGE_MS);
  await bench.startDatabase();
  const backAt = Date.now();
  const readyAfterMs = await Promise.all(gateways.map(({ url }) => untilReady(url, backAt)));
  await pause(AFTER_MS);
  return { way, at, backAt, readyAfterMs };
}

async function untilReady(url: string, from: number): Promise<number | null> {
  while (Date.now() - from < RECOVERY_MS) {
    const { status } = await fetch(`${url}/readyz`);
    if (status === 200) return Date.now() - from;
    await pause(20);
  }
  return null;
}

const isValid = (outcome: string): boolean => outcome === "VALID";
const isUnavailable = (outcome: string): boolean => outcome === "HTTP 503";
const isWrong = (outcome: string): boolean => !isValid(outcome) && !isUnavailable(outcome);
const sum = (numbers: readonly number[]): number => numbers.reduce((all, number) => all + number, 0);

async function report({ bench }: RunContext, gateways: WatchedGateway[], outages: Outage[]): Promise<string> {
  const accounts = gateways.flatMap((gateway) => gateway.accounts);
  const { answered, broken, counted, lost, doubled } = balance(accounts, await countedUsage());
  const left = spooledSegments(bench);
  const wrong = gateways.map(({ timeline }) => timeline.count("known", isWrong) + timeline.count("unread", isWrong));
  const tolerant = gateways.filter(({ tolerance }) => tolerance * 1_000 > 2 * OUTAGE_MS);
  const strict = gateways.filter((gateway) => !tolerant.includes(gateway));
  const sections = outages.map((outage) => {
    const ready = outage.readyAfterMs.map((ms) => (ms === null ? "never" : `${show(ms, 0)} ms`)).join(" and ");
    return `${NAMES[outage.way]}, for ${OUTAGE_MS / 1_000} s. Ready again ${ready} after PostgreSQL answered.\n\n${secondBySecond(gateways, outage)}`;
  });
  const books = table(
    ["answered", "broken off", "counted", "lost", "doubled", "segments left", "good keys refused"],
    [[answered, broken, counted, lost, doubled, left, sum(wrong)].map((figure) => show(figure, 0))],
  );
  return prove([...sections, books].join("\n\n"), {
    "a good key was refused, or answered otherwise than VALID or 503": sum(wrong),
    "a known key was not answered within the tolerated time": sum(
      tolerant.map(({ timeline }) => timeline.count("known", isUnavailable)),
    ),
    "known keys went on being answered after the tolerated time": strict.filter(
      ({ timeline }) => timeline.count("known", isUnavailable) === 0,
    ).length,
    "an unread key was answered 503 before the outage or after it": sum(
      gateways.map(({ timeline }) => unreadOutside(timeline, outages)),
    ),
    "a gateway did not recover without a restart": outages
      .flatMap((each) => each.readyAfterMs)
      .filter((ms) => ms === null).length,
    "an answered verification was not counted": lost,
    "a verification was counted that nobody made": doubled,
    "a segment was left on disk": left,
  });
}

/** Once a gateway says that it is ready it answers about everybody. Whole seconds, those at the edges left out. */
function unreadOutside(timeline: WatchedGateway["timeline"], outages: Outage[]): number {
  const edges = outages.flatMap(({ at, backAt, readyAfterMs }) => [at, backAt + Math.max(...readyAfterMs.map(Number))]);
  let from = 0;
  let refused = 0;
  for (let i = 0; i <= edges.length; i += 2) {
    refused += timeline.count("unread", isUnavailable, from, edges[i]);
    from = (edges[i + 1] ?? 0) + 1_000;
  }
  return refused;
}

function secondBySecond(gateways: WatchedGateway[], { at, backAt }: Outage): string {
  const head = gateways.flatMap(({ tolerance }) => [`known (${tolerance} s)`, "503", "unread", "503"]);
  const rows: string[][] = [];
  for (let from = at - 1_000; from < backAt + AFTER_MS; from += 1_000) {
    const cells = gateways.flatMap(({ timeline }) =>
      (["known", "unread"] as const).flatMap((kind) =>
        [isValid, isUnavailable].map((wanted) => show(timeline.count(kind, wanted, from, from + 1_000), 0)),
      ),
    );
    rows.push([`${Math.round((from - at) / 1_000)}`, ...cells]);
  }
  return table(["second", ...head], rows);
}
