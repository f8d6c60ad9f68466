import pino from "pino";

/** JSON lines on standard output. Give it ids and codes; never bodies, headers or secrets. */
export const log = pino({
  base: undefined,
  timestamp: pino.stdTimeFunctions.isoTime,
  formatters: { level: (label) => ({ level: label }) },
});
