import cluster, { type Worker } from "node:cluster";
import { AggregatorRegistry } from "prom-client";
import { isMetricsMessage, type MetricsMessage } from "./metrics-messages";

const LONGEST_WAIT_MS = 1_000;
const COUNTED = ["counter", "histogram"];

type Metrics = object[];
type Round = { asker: Worker; askedAs: number; missing: Set<number>; impatient: NodeJS.Timeout };

/** prom-client's way to add up what several processes counted, each metric as it says itself. */
const add = (some: Metrics[]) => AggregatorRegistry.aggregate(some);

/**
 * For the primary: a worker that is asked for metrics gets those of all workers from here. One that does not answer within
 * a second counts as it was last seen, and one that died keeps counting as it was last seen: no sum ever falls, which
 * Prometheus would take for a restart of everything.
 */
export function answerForAllWorkers(): void {
  const lastSeen = new Map<number, Metrics>();
  let departed: Promise<Metrics> = Promise.resolve([]);
  const rounds = new Map<number, Round>();
  let begun = 0;

  const say = (worker: Worker, message: MetricsMessage): void => {
    if (worker.isConnected()) worker.send(message);
  };

  const begin = (asker: Worker, askedAs: number): void => {
    const number = ++begun;
    const asked = Object.values(cluster.workers ?? {}).filter((worker) => worker?.isConnected()) as Worker[];
    const impatient = setTimeout(() => void end(number), LONGEST_WAIT_MS);
    rounds.set(number, { asker, askedAs, missing: new Set(asked.map(({ id }) => id)), impatient });
    for (const worker of asked) say(worker, { about: "metrics of yours", number });
  };

  const arrived = (number: number, worker: Worker): void => {
    const round = rounds.get(number);
    if (round?.missing.delete(worker.id) && round.missing.size === 0) void end(number);
  };

  const end = async (number: number): Promise<void> => {
    const round = rounds.get(number);
    if (round === undefined) return;
    rounds.delete(number);
    clearTimeout(round.impatient);
    const text = await add([...lastSeen.values(), await departed]).metrics();
    say(round.asker, { about: "metrics text", number: round.askedAs, text });
  };

  cluster.on("message", (worker, message: unknown) => {
    if (!isMetricsMessage(message)) return;
    if (message.about === "metrics of all") begin(worker, message.number);
    if (message.about !== "metrics of mine") return;
    lastSeen.set(worker.id, message.metrics);
    arrived(message.number, worker);
  });
  cluster.on("exit", (worker) => {
    const last = lastSeen.get(worker.id);
    lastSeen.delete(worker.id);
    if (last !== undefined) departed = departed.then((others) => fold(others, last));
    for (const number of rounds.keys()) arrived(number, worker);
  });
}

/** What was counted goes on counting; how things stand goes with the worker. */
const fold = async (others: Metrics, last: Metrics): Promise<Metrics> => {
  const counted = last.filter((metric) => COUNTED.includes((metric as { type: string }).type));
  return (await add([others, counted]).getMetricsAsJSON()) as Metrics;
};
