import type { Decided, Decision, Undecided } from "../decision.js";
import { LatchkeyError } from "../latchkey-error.js";
import { type Question, questionJson } from "../question.js";
import { type Gateway, type GatewayAnswer, GatewayUnreachable } from "./connect-gateway.js";
import { Pause } from "./pause.js";
import { refusedByGateway } from "./refused-by-gateway.js";

type Options = { timeoutMs: number; onOutage: "open" | "closed" };

/** Asks the gateway one question at a time. An outage is a decision, as chosen; what the gateway does not take is an error. */
export function askGateway(gateway: Gateway, options: Options, tell: (error: LatchkeyError) => void) {
  const pause = new Pause();

  function outage(why: string, answer?: GatewayAnswer): Undecided {
    const effect = options.onOutage === "open" ? "Calls pass without a key" : "Calls are refused with 503";
    tell(new LatchkeyError("outage", `The gateway cannot answer: ${why}. ${effect} until it does.`, answer?.status));
    return undecided(options.onOutage, answer);
  }

  /** @throws LatchkeyError refused: neither a wrong question nor a wrong token is an outage, so that neither opens anything */
  return async (question: Question): Promise<Decision> => {
    if (!pause.mayAsk()) return undecided(options.onOutage);
    let answer: GatewayAnswer;
    try {
      answer = await gateway.send("/v1/verify", questionJson(question), options.timeoutMs);
    } catch (error) {
      if (!(error instanceof GatewayUnreachable)) throw error;
      pause.failed();
      return outage(error.message);
    }
    // A 503 is about one key that had to be looked up: others are still known, and asked about.
    pause.answered();
    if (answer.status === 200) return readDecision(answer.text) ?? outage("its answer cannot be read", answer);
    if (answer.status < 400 || answer.status >= 500 || answer.status === 408) {
      return outage(`it answered ${answer.status}`, answer);
    }
    const refusal = refusedByGateway(answer);
    tell(refusal);
    throw refusal;
  };
}

function readDecision(text: string): Decided | null {
  try {
    const value = JSON.parse(text) as Decided;
    return typeof value.valid === "boolean" && typeof value.code === "string" ? value : null;
  } catch {
    return null;
  }
}

function undecided(onOutage: "open" | "closed", answer?: GatewayAnswer): Undecided {
  const requestId = answer?.headers["x-request-id"]?.toString() ?? null;
  const common = { code: "UNAVAILABLE", requestId, key: null, rateLimit: null } as const;
  if (onOutage === "open") return { valid: true, status: 200, ...common, headers: {} };
  const retryAfter = answer?.headers["retry-after"] ?? "1";
  return {
    valid: false,
    status: 503,
    ...common,
    headers: { "Retry-After": /^\d+$/.test(retryAfter) ? retryAfter : "1", "Cache-Control": "no-store" },
  };
}
