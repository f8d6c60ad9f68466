import { LatchkeyError } from "../latchkey-error.js";
import type { GatewayAnswer } from "./connect-gateway.js";

/** The gateway's own words: it names the field or says what is wrong with the token, and never repeats either's text. */
export function refusedByGateway({ status, text }: GatewayAnswer): LatchkeyError {
  let detail = "It gave no reason.";
  try {
    detail = String((JSON.parse(text) as { detail?: unknown }).detail ?? detail);
  } catch {
    // Not the gateway's own answer: something in front of it.
  }
  return new LatchkeyError("refused", `The gateway answered ${status}. ${detail}`, status);
}
