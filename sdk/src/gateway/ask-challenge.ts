import { clock } from "../clock.js";
import type { Gateway } from "./connect-gateway.js";

const REMEMBERED_MS = 60_000;
const FALLBACK = 'Bearer realm="api"';

/**
 * The `WWW-Authenticate` of a call that presented no key. It carries the deployment's name, which its gateway says to anybody;
 * asked once a minute at most.
 */
export function askChallenge(gateway: Gateway, timeoutMs: number): () => Promise<string> {
  let asked: Promise<string> | undefined;
  let askedAt = 0;
  const ask = async (): Promise<string> => {
    try {
      const { status, headers } = await gateway.send("/v1/authorize", null, timeoutMs);
      return (status === 401 && headers["www-authenticate"]) || FALLBACK;
    } catch {
      return FALLBACK;
    }
  };
  return () => {
    const now = clock.elapsed();
    if (asked === undefined || now - askedAt > REMEMBERED_MS) {
      asked = ask();
      askedAt = now;
    }
    return asked;
  };
}
