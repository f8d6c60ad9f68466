/** What a worker and its primary say to each other when somebody reads /metrics; `number` pairs questions with answers. */
export type MetricsMessage =
  /** A worker was asked. */
  | { about: "metrics of all"; number: number }
  /** Every worker is to hand in its own. */
  | { about: "metrics of yours"; number: number }
  | { about: "metrics of mine"; number: number; metrics: object[] }
  /** The answer to the worker that was asked. */
  | { about: "metrics text"; number: number; text: string };

export const isMetricsMessage = (message: unknown): message is MetricsMessage =>
  typeof message === "object" && message !== null && "about" in message;
