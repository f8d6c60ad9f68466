import type { IncomingMessage } from "node:http";
import type { Environment } from "@/lib/keys/environment";
import { appendedPath } from "./appended-path";
import { InvalidInput } from "./invalid-input";

/** What a proxy's configuration asks of every call that it forwards: the query of `/v1/authorize`. */
export type ProxyDemand = { scopes: readonly string[]; environment?: Environment; isNginx: boolean };

/**
 * The demand stands in the query. Where the query is the call's own (appended-path.ts) it stands in `X-Latchkey-Demand`, which
 * the proxy's configuration sets: what the client put into its query can neither add to it nor take from it.
 * @throws InvalidInput
 */
export function demandOf({ url = "", headers }: IncomingMessage): ProxyDemand {
  if (appendedPath(url) !== null) return parseDemand(String(headers["x-latchkey-demand"] ?? ""));
  const queryAt = url.indexOf("?");
  return parseDemand(queryAt < 0 ? "" : url.slice(queryAt + 1));
}

const MOST_REMEMBERED = 1_000;
const remembered = new Map<string, ProxyDemand>();

/**
 * A proxy sends the same few queries for ever, so that each is parsed once. An unknown parameter is refused: a misspelt
 * `scopes=` would otherwise let through what it was meant to stop. Malformed percent-encoding is read as it stands.
 * @throws InvalidInput
 */
function parseDemand(query: string): ProxyDemand {
  const known = remembered.get(query);
  if (known !== undefined) return known;
  const demand = read(query);
  if (remembered.size >= MOST_REMEMBERED) remembered.clear();
  remembered.set(query, demand);
  return demand;
}

function read(query: string): ProxyDemand {
  const scopes: string[] = [];
  let environment: Environment | undefined;
  let isNginx = false;
  for (const [name, value] of new URLSearchParams(query)) {
    if (name === "scope") scopes.push(...value.split(" ").filter(Boolean));
    else if (name === "environment" && (value === "live" || value === "test")) environment = value;
    else if (name === "proxy" && value === "nginx") isNginx = true;
    else if (name === "environment") throw new InvalidInput('environment must be "live" or "test".');
    else if (name === "proxy") throw new InvalidInput('proxy must be "nginx", or be left out.');
    else
      throw new InvalidInput(
        "Unknown query parameter. Known are: scope (repeated), environment, proxy. A key never goes here.",
      );
  }
  return { scopes, environment, isNginx };
}
