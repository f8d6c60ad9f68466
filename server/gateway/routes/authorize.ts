import { clock } from "@/lib/clock";
import { challengeFor, insufficientScope, invalidToken } from "@/lib/http/challenge";
import { presentedCredential } from "@/lib/http/presented-credential";
import { PROBLEM_CONTENT_TYPE } from "@/lib/http/problem";
import { rateLimitHeaders } from "@/lib/http/rate-limit-headers";
import { STATUS_OF } from "@/lib/verification/code";
import { REFUSALS } from "@/lib/verification/refusal";
import type { Verdict } from "@/lib/verification/verify-key";
import type { Exchange, Route } from "../exchange";
import { type Circumstances, recordVerdict } from "../record-verdict";
import { originalRequest, throttledAddress } from "../request/original-request";
import { demandOf, type ProxyDemand } from "../request/parse-demand";
import { type Answer, problemAnswer, sendAnswer, sendProblem } from "../send";

// Without a requestId, so that the answer is the same to the byte whether a key is unknown, revoked or expired.
const UNAUTHORIZED = JSON.stringify({
  type: "about:blank",
  title: "Unauthorized",
  ...REFUSALS.NO_KEY,
});

const unauthorized = (challenge: string): Answer => ({
  status: 401,
  type: PROBLEM_CONTENT_TYPE,
  body: UNAUTHORIZED,
  headers: ["WWW-Authenticate", challenge],
});

/** `/v1/authorize`, any method: forward authentication for proxies. It says nothing but whether the presented secret may pass. */
export const authorize: Route = {
  methods: "any",
  handle: (exchange) => {
    const { gateway, request } = exchange;
    const demand = demandOf(request);
    const presented = presentedCredential(request.rawHeaders);
    if (presented.kind === "none") {
      return sendAnswer(exchange, unauthorized(challengeFor(gateway.invalidations.realm)));
    }
    if (presented.kind === "conflict") {
      return sendProblem(exchange, 400, REFUSALS.TWO_KEYS.detail);
    }
    const now = clock.ms();
    const original = originalRequest(request, gateway.trustedProxies);
    original.scopes = demand.scopes;
    original.environment = demand.environment;
    const question = { scopes: demand.scopes, environment: demand.environment, ip: original.ip, cost: 1 };
    const verdict = gateway.verifier.verify(
      presented.credential,
      question,
      throttledAddress(request, gateway.trustedProxies),
      now,
    );
    if (verdict instanceof Promise) return verdict.then((late) => settleVerdict(exchange, demand, original, late));
    settleVerdict(exchange, demand, original, verdict);
  },
};

function settleVerdict(exchange: Exchange, demand: ProxyDemand, original: Circumstances, verdict: Verdict): void {
  const now = clock.ms();
  const answer = answerFor(exchange, demand, verdict, now);
  recordVerdict(exchange, verdict, original, now, () => sendAnswer(exchange, answer));
}

function answerFor(exchange: Exchange, demand: ProxyDemand, verdict: Verdict, now: number): Answer {
  const { code, key, limit } = verdict;
  const { realm } = exchange.gateway.invalidations;
  if (STATUS_OF[code] === 401) return unauthorized(invalidToken(realm));
  if (key === null) {
    const seconds = code === "RATE_LIMITED" ? verdict.retryAfterSeconds : 1;
    return tooMany(exchange, demand, REFUSALS.TOO_MANY_UNKNOWN.detail, [
      "Retry-After",
      `${seconds}`,
      "Cache-Control",
      "no-store",
    ]);
  }
  const headers = rateLimitHeaders(limit, key, now);
  if (code === "VALID") {
    headers.push("X-Latchkey-Key-Id", key.shownKeyId, "X-Latchkey-Team-Id", key.shownTeamId);
    headers.push("X-Latchkey-Environment", key.environment, "X-Latchkey-Scopes", key.grant.scopesHeader);
    headers.push("X-Latchkey-Secret-Id", key.secretId);
    return { status: 200, type: null, body: "", headers };
  }
  if (code === "RATE_LIMITED") {
    const { detail } = limit.account === "team" ? REFUSALS.TEAM_LIMITED : REFUSALS.RATE_LIMITED;
    return tooMany(exchange, demand, detail, headers);
  }
  if (code === "INSUFFICIENT_SCOPE") {
    headers.push("WWW-Authenticate", insufficientScope(realm, demand.scopes));
  }
  return problemAnswer(exchange, 403, REFUSALS[code].detail, headers);
}

/** nginx's auth_request makes a 500 of every 429; its configuration maps this one back. */
function tooMany(exchange: Exchange, demand: ProxyDemand, detail: string, headers: string[]): Answer {
  if (demand.isNginx) headers.push("X-Latchkey-Status", "429");
  return problemAnswer(exchange, demand.isNginx ? 403 : 429, detail, headers);
}
