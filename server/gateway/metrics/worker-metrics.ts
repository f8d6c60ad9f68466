import type { GatewayMetrics } from "./metrics";
import { isMetricsMessage, type MetricsMessage } from "./metrics-messages";

/** The primary waits a second for all; if it says nothing at all it is gone, and this worker soon after. */
const LONGEST_WAIT_MS = 2_000;

/**
 * For a worker: hands its metrics to the primary when asked for them, and asks the primary for those of all.
 * @returns reads the metrics of all workers as one Prometheus text; this worker's own when the primary is gone
 */
export function textOfAllWorkers(own: GatewayMetrics): () => Promise<string> {
  const waiting = new Map<number, (text: string) => void>();
  let asked = 0;
  const say = (message: MetricsMessage): boolean => process.connected && process.send?.(message) !== undefined;

  process.on("message", async (message) => {
    if (!isMetricsMessage(message)) return;
    const { number } = message;
    if (message.about === "metrics text") waiting.get(number)?.(message.text);
    if (message.about !== "metrics of yours") return;
    const metrics = await Promise.all(own.registries.map((registry) => registry.getMetricsAsJSON()));
    say({ about: "metrics of mine", number, metrics: metrics.flat() });
  });

  return async () => {
    const number = ++asked;
    const answer = new Promise<string>((resolve) => {
      const impatient = setTimeout(() => own.text().then(settle), LONGEST_WAIT_MS);
      const settle = (text: string): void => {
        clearTimeout(impatient);
        waiting.delete(number);
        resolve(text);
      };
      waiting.set(number, settle);
    });
    return say({ about: "metrics of all", number }) ? answer : own.text();
  };
}
