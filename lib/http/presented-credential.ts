import { bearerToken } from "./bearer";

/** What a request presents. `conflict`: two different credentials, so that nobody can know which one was meant. */
export type Presented = { kind: "none" } | { kind: "conflict" } | { kind: "credential"; credential: string };

const NONE: Presented = { kind: "none" };
const CONFLICT: Presented = { kind: "conflict" };

/**
 * Reads `Authorization: Bearer` and `X-API-Key`, never the query string.
 * @param rawHeaders node's flat list of names and values: there, unlike in `headers`, a repeated field is still seen
 */
export function presentedCredential(rawHeaders: readonly string[]): Presented {
  let found: string | undefined;
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    const name = rawHeaders[i] as string;
    let credential: string | null = null;
    if (name.length === 13 && name.toLowerCase() === "authorization") credential = bearerToken(rawHeaders[i + 1]);
    else if (name.length === 9 && name.toLowerCase() === "x-api-key") credential = (rawHeaders[i + 1] as string).trim();
    if (!credential) continue;
    if (found !== undefined && found !== credential) return CONFLICT;
    found = credential;
  }
  return found === undefined ? NONE : { kind: "credential", credential: found };
}
