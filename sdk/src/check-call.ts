import type { Latchkey } from "./create-latchkey.js";
import type { Decision, VerifiedKey } from "./decision.js";
import { type Demand, forCall } from "./demand.js";
import { callerAddress } from "./http/caller-address.js";
import type { PresentedKey } from "./http/presented-key.js";
import { noKey, type Refusal, refusalOf, twoKeys } from "./http/refusal.js";
import { LatchkeyError } from "./latchkey-error.js";
import { LONGEST_KEY } from "./question.js";

/** What a framework knows of a call before its handler runs. */
export type Call<R> = {
  request: R;
  presented: PresentedKey;
  method: string;
  /** The route's pattern, when it is known by then. */
  route: string | undefined;
  ip: string | null | undefined;
  userAgent: string | null | undefined;
};

/** `key` is null when the gateway could not be asked and calls pass all the same. */
export type Passed = {
  refusal: null;
  key: VerifiedKey | null;
  headers: Record<string, string>;
  ip: string | undefined;
};
export type CheckedCall = Passed | { refusal: Refusal };

/** May this call pass? All that the frameworks' middlewares have in common. */
export async function checkCall<R>(latchkey: Latchkey, demand: Demand<R>, call: Call<R>): Promise<CheckedCall> {
  const { presented, request, method, userAgent } = call;
  if (presented.kind === "none") return { refusal: noKey(await latchkey.challenge()) };
  if (presented.kind === "conflict") return { refusal: twoKeys() };
  if (presented.key.length > LONGEST_KEY) {
    return { refusal: noKey(`${await latchkey.challenge()}, error="invalid_token"`) };
  }
  const ip = callerAddress(demand.ip === undefined ? call.ip : demand.ip(request));
  const decision = await decide(latchkey, {
    key: presented.key,
    scopes: forCall(demand.scopes, request),
    environment: demand.environment,
    cost: forCall(demand.cost, request),
    ip,
    method,
    route: forCall(demand.route, request) ?? call.route,
    userAgent: userAgent ?? undefined,
  });
  if (!decision.valid) return { refusal: refusalOf(decision) };
  return { refusal: null, key: decision.key, headers: decision.headers, ip };
}

/** What the gateway does not take (a wrong service token) is the provider's trouble: to the caller it is a 503. */
async function decide(latchkey: Latchkey, question: Parameters<Latchkey["verify"]>[0]): Promise<Decision> {
  try {
    return await latchkey.verify(question);
  } catch (error) {
    if (!(error instanceof LatchkeyError)) throw error;
    const headers = { "Retry-After": "5", "Cache-Control": "no-store" };
    return { valid: false, code: "UNAVAILABLE", status: 503, requestId: null, key: null, rateLimit: null, headers };
  }
}
