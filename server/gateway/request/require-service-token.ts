import { clock } from "@/lib/clock";
import { bearerToken } from "@/lib/http/bearer";
import { challengeFor, invalidToken } from "@/lib/http/challenge";
import type { Exchange, Handler } from "../exchange";
import { sendProblem } from "../send";
import { throttledAddress } from "./original-request";
import { settle } from "./read-body";

/** The handler, for whoever presents an active service token. The body is not looked at before. */
export const requireServiceToken =
  (handle: Handler): Handler =>
  (exchange) => {
    const { gateway, request } = exchange;
    const token = bearerToken(request.headers.authorization);
    if (token === null)
      return refuse(exchange, challengeFor(REALM), "Send a service token as Authorization: Bearer lk_service_….");
    if (gateway.tokens.isListed(token, clock.ms())) return handle(exchange);
    return gateway.tokens
      .accepts(token, throttledAddress(request, gateway.trustedProxies))
      .then((isActive) =>
        isActive ? settle(exchange, () => handle(exchange)) : refuse(exchange, invalidToken(REALM), UNKNOWN),
      );
  };

const REALM = "latchkey-gateway";
const UNKNOWN = "This service token is unknown or revoked. Make one with: npm run admin -- service-token create.";

const refuse = (exchange: Exchange, challenge: string, detail: string): void =>
  sendProblem(exchange, 401, detail, ["WWW-Authenticate", challenge]);
