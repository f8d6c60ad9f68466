import { collectDefaultMetrics, Registry } from "prom-client";

let registry: Registry | undefined;

// These look at every socket, synchronously: with many clients that is most of what a scrape takes.
const COSTLY = ["handles", "requests", "resources"].flatMap((what) => [
  `nodejs_active_${what}`,
  `nodejs_active_${what}_total`,
]);

/** CPU, memory, event-loop lag and garbage collection of this process, measured from the first call on, once a process. */
export function processMetrics(): Registry {
  if (registry === undefined) {
    registry = new Registry();
    collectDefaultMetrics({ register: registry });
    for (const name of COSTLY) registry.removeSingleMetric(name);
  }
  return registry;
}
