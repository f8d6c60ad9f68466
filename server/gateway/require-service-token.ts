import { bearerToken } from "@/lib/http/bearer";
import { challengeFor, invalidToken } from "@/lib/http/challenge";
import type { Exchange, Handler } from "./exchange";
import { settle } from "./read-body";
import { sendProblem } from "./send";

/** The handler, for whoever presents an active service token. The body is not looked at before. */
export const requireServiceToken =
  (handle: Handler): Handler =>
  (exchange) => {
    const token = bearerToken(exchange.request.headers.authorization);
    if (token === null)
      return refuse(exchange, challengeFor(REALM), "Send a service token as Authorization: Bearer lk_service_….");
    const accepted = exchange.gateway.tokens.accepts(token);
    if (accepted === true) return handle(exchange);
    if (accepted === false) return refuse(exchange, invalidToken(REALM), UNKNOWN);
    return accepted.then((isActive) =>
      isActive ? settle(exchange, () => handle(exchange)) : refuse(exchange, invalidToken(REALM), UNKNOWN),
    );
  };

const REALM = "latchkey-gateway";
const UNKNOWN = "This service token is unknown or revoked. Make one with: npm run admin -- service-token create.";

const refuse = (exchange: Exchange, challenge: string, detail: string): void =>
  sendProblem(exchange, 401, detail, ["WWW-Authenticate", challenge]);
