import { DomainError, isInfrastructureTrouble } from "@/lib/errors";
import type { Exchange } from "./exchange";
import { InvalidInput } from "./invalid-input";
import { sendProblem } from "./send";

/** Answers what a handler threw. Infrastructure trouble is 503, never the caller's fault; nothing internal is shown. */
export function fail(exchange: Exchange, error: unknown): void {
  const { log } = exchange.gateway;
  if (error instanceof InvalidInput) {
    sendProblem(exchange, 400, error.message);
  } else if (error instanceof DomainError && error.code === "unavailable") {
    sendProblem(exchange, 503, error.message, ["Retry-After", `${error.retryAfterSeconds ?? 1}`]);
  } else if (isInfrastructureTrouble(error)) {
    log.error({ err: error, requestId: exchange.requestId }, "infrastructure trouble");
    sendProblem(exchange, 503, "The gateway cannot answer right now. Try again in a second.", ["Retry-After", "1"]);
  } else {
    log.error({ err: error, requestId: exchange.requestId }, "unexpected error");
    sendProblem(exchange, 500, "An unexpected error. The operator's log has it under this request id.");
  }
}
