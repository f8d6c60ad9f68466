import { TellGateway } from "./cache/tell-gateway.js";
import { VerdictCache } from "./cache/verdict-cache.js";
import { verifyWithCache } from "./cache/verify-with-cache.js";
import type { Decision } from "./decision.js";
import { askChallenge } from "./gateway/ask-challenge.js";
import { askGateway } from "./gateway/ask-gateway.js";
import { connectGateway } from "./gateway/connect-gateway.js";
import type { Question } from "./question.js";
import { type LatchkeyOptions, readOptions } from "./read-options.js";
import { beforeExit } from "./reports/before-exit.js";
import type { ReportEvent } from "./reports/report-event.js";
import { ReportQueue } from "./reports/report-queue.js";
import { tellTrouble } from "./tell-trouble.js";

// The package's entry: its types come along. A star, since only what is exported so can be augmented from outside.
export * from "./decision.js";
export { LatchkeyError, type TroubleCode } from "./latchkey-error.js";
export type { LatchkeyOptions, Question, ReportEvent };

export type LatchkeyStats = {
  /** Usage events that wait, were taken by the gateway, and never will be. */
  queued: number;
  reported: number;
  lost: number;
  /** Calls answered from the cache that the gateway never heard of. */
  untold: number;
};

export type Latchkey = {
  /**
   * May this key do this now? An outage is a decision too (`UNAVAILABLE`), as chosen with `onOutage`.
   * @throws LatchkeyError refused: the gateway does not take the service token or the question
   */
  verify(question: Question): Promise<Decision>;
  /** Reports what your API answered, in the background. The middleware does it by itself. */
  report(event: ReportEvent): void;
  /** The `WWW-Authenticate` of an answer to a call without a key. */
  challenge(): Promise<string>;
  stats(): LatchkeyStats;
  /** Sends what waits to be reported; resolves when it is accepted or failed once. */
  flush(): Promise<void>;
  /** Sends what waits, for some seconds at most, and ends the connections: before your process ends by a signal. */
  close(): Promise<void>;
};

const LAST_REPORTS_MS = 3_000;

/**
 * A client of one gateway. Make one and keep it: it holds connections, the cache and the reports.
 * @throws TypeError, RangeError naming the option that is wrong
 */
export function createLatchkey(given: LatchkeyOptions): Latchkey {
  const options = readOptions(given);
  const tell = tellTrouble(given.onError);
  const gateway = connectGateway(options);
  const ask = askGateway(gateway, options, tell);
  const reports = new ReportQueue(gateway, options.maxQueuedReports, tell);
  const cache = new VerdictCache(options.cacheMs);
  const correct = (name: string, { code }: Decision): void => {
    if (code !== "VALID") cache.forget(name);
  };
  const teller = new TellGateway(gateway, options.timeoutMs, correct, tell);

  const sendLast = async (): Promise<void> => {
    await Promise.all([reports.drain(LAST_REPORTS_MS), teller.flush()]);
  };
  let closing: Promise<void> | undefined;
  let isLastTry = false;
  const forgetExit = beforeExit(async () => {
    // Once: an unreachable gateway does not keep the process alive.
    if (isLastTry || reports.queued + teller.queued === 0) return;
    isLastTry = true;
    await sendLast();
  });

  return {
    verify: options.cacheMs === 0 ? ask : verifyWithCache(ask, cache, teller),
    report: (event) => reports.add(event),
    challenge: askChallenge(gateway, options.timeoutMs),
    stats: () => ({
      queued: reports.queued,
      reported: reports.reported,
      lost: reports.lost,
      untold: teller.untold,
    }),
    flush: async () => {
      await Promise.all([reports.flush(), teller.flush()]);
    },
    close: () => {
      closing ??= sendLast().finally(gateway.close);
      forgetExit();
      return closing;
    },
  };
}
