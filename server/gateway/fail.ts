import { DomainError, isInfrastructureTrouble } from "@/lib/errors";
import { MissingPepper } from "@/lib/keys/hash";
import { REFUSALS } from "@/lib/verification/refusal";
import type { Exchange } from "./exchange";
import { InvalidInput } from "./request/invalid-input";
import { sendProblem } from "./send";

/** Answers what a handler threw. Infrastructure trouble is 503, never the caller's fault; nothing internal is shown. */
export function fail(exchange: Exchange, error: unknown): void {
  const { log, metrics } = exchange.gateway;
  if (error instanceof InvalidInput) {
    sendProblem(exchange, 400, error.message);
  } else if (error instanceof DomainError && error.code === "unavailable") {
    metrics.failed(503);
    sendProblem(exchange, 503, error.message, ["Retry-After", `${error.retryAfterSeconds ?? 1}`]);
  } else if (error instanceof DomainError && error.code === "too_many_requests") {
    metrics.throttled();
    sendProblem(exchange, 429, error.message, ["Retry-After", `${error.retryAfterSeconds ?? 1}`]);
  } else if (isInfrastructureTrouble(error) || error instanceof MissingPepper) {
    metrics.failed(503);
    log.error({ err: error, requestId: exchange.requestId }, "infrastructure trouble");
    sendProblem(exchange, 503, REFUSALS.UNAVAILABLE.detail, ["Retry-After", "1"]);
  } else {
    metrics.failed(500);
    log.error({ err: error, requestId: exchange.requestId }, "unexpected error");
    sendProblem(exchange, 500, "An unexpected error. The operator's log has it under this request id.");
  }
}
