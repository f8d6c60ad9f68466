import { clock } from "@/lib/clock";
import { challengeFor, insufficientScope, invalidToken } from "@/lib/http/challenge";
import { presentedCredential } from "@/lib/http/presented-credential";
import { rateLimitHeaders } from "@/lib/http/rate-limit-headers";
import { STATUS_OF, type VerificationCode } from "@/lib/verification/code";
import type { Found, Verdict } from "@/lib/verification/verify-key";
import type { Exchange, Route } from "../exchange";
import { originalRequest } from "../original-request";
import { type ProxyDemand, parseDemand } from "../parse-demand";
import { recordVerdict } from "../record-verdict";
import { sendEmpty, sendProblem, sendProblemBody } from "../send";

// Without a requestId, so that the answer is the same to the byte whether a key is unknown, revoked or expired.
const UNAUTHORIZED = JSON.stringify({
  type: "about:blank",
  title: "Unauthorized",
  status: 401,
  detail: "Present a valid API key as Authorization: Bearer … or as X-API-Key.",
});

const FORBIDDEN_DETAIL: Partial<Record<VerificationCode, string>> & { RATE_LIMITED: string } = {
  RATE_LIMITED: "The rate limit of this API key is used up. Retry-After says when to come back.",
  INSUFFICIENT_SCOPE: "This API key does not have every scope that this call needs.",
  IP_FORBIDDEN: "This API key may not be used from this address.",
  ENVIRONMENT_MISMATCH: "This API key belongs to the other environment.",
};

/** `/v1/authorize`, any method: forward authentication for proxies. It says nothing but whether the presented secret may pass. */
export const authorize: Route = {
  methods: "any",
  handle: (exchange) => {
    const { gateway, request } = exchange;
    const { realm } = gateway.invalidations;
    const url = request.url ?? "";
    const queryAt = url.indexOf("?");
    const demand = parseDemand(queryAt < 0 ? "" : url.slice(queryAt + 1));
    const presented = presentedCredential(request.rawHeaders);
    if (presented.kind === "none") {
      return sendProblemBody(exchange, 401, UNAUTHORIZED, ["WWW-Authenticate", challengeFor(realm)]);
    }
    if (presented.kind === "conflict") {
      return sendProblem(exchange, 400, "The request presents two different credentials. Send one.");
    }
    const found = gateway.verifier.find(presented.credential);
    if (found instanceof Promise) return found.then((late) => judge(exchange, demand, late));
    judge(exchange, demand, found);
  },
};

function judge(exchange: Exchange, demand: ProxyDemand, found: Found): void {
  const { gateway, request } = exchange;
  const now = clock.ms();
  const original = originalRequest(request, gateway.trustedProxies);
  const question = { scopes: demand.scopes, environment: demand.environment, ip: original.ip, cost: 1 };
  const verdict = gateway.verifier.judge(found, question, now);
  recordVerdict(gateway, verdict, original, now, () => answer(exchange, demand, verdict, now));
}

function answer(exchange: Exchange, demand: ProxyDemand, verdict: Verdict, now: number): void {
  const { code, key, limit } = verdict;
  if (key === null || STATUS_OF[code] === 401) {
    sendProblemBody(exchange, 401, UNAUTHORIZED, [
      "WWW-Authenticate",
      invalidToken(exchange.gateway.invalidations.realm),
    ]);
    return;
  }
  const headers = rateLimitHeaders(limit, key, now);
  if (code === "VALID") {
    headers.push("X-Latchkey-Key-Id", key.shownKeyId, "X-Latchkey-Team-Id", key.shownTeamId);
    headers.push("X-Latchkey-Environment", key.environment, "X-Latchkey-Scopes", key.grant.scopesHeader);
    headers.push("X-Latchkey-Secret-Id", key.secretId);
    sendEmpty(exchange, 200, headers);
  } else if (code === "RATE_LIMITED") {
    // nginx's auth_request makes a 500 of every 429; its configuration maps this one back.
    if (demand.isNginx) headers.push("X-Latchkey-Status", "429");
    sendProblem(exchange, demand.isNginx ? 403 : 429, FORBIDDEN_DETAIL[code], headers);
  } else {
    if (code === "INSUFFICIENT_SCOPE") {
      headers.push("WWW-Authenticate", insufficientScope(exchange.gateway.invalidations.realm, demand.scopes));
    }
    sendProblem(exchange, 403, FORBIDDEN_DETAIL[code] ?? "This API key may not do this.", headers);
  }
}
