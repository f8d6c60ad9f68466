import { createParser, parseAsStringLiteral } from "nuqs/server";
import { ENVIRONMENTS, type Environment } from "@/lib/keys/environment";

/** `?env=test`; no parameter means live, so that a link without it never shows test data by surprise. */
export const environmentParser = parseAsStringLiteral(ENVIRONMENTS).withDefault("live");

/** A path of this environment. Every link inside the dashboard goes through here, so that the choice is kept. */
export function inEnvironment(path: string, environment: Environment): string {
  if (environment === "live") return path;
  return `${path}${path.includes("?") ? "&" : "?"}env=${environment}`;
}

const WHOLE_KEY = /[a-z][a-z0-9]{1,15}_(live|test)_([0-9A-Za-z]{12})_[0-9A-Za-z]+/;
/** Made elsewhere and imported, it may have any form; nobody calls a key so. */
const FOREIGN_SECRET = /^(?=[!-~]*[a-z])(?=[!-~]*[A-Z])(?=[!-~]*\d)[!-~]{16,}$/;
const PIECE_OF_SECRET = /[0-9A-Za-z]{28,}/;

/** The key in a text that somebody pasted, by what is not secret of it; whatever stands around it. */
export function pastedKey(text: string): { environment: Environment; publicId: string } | null {
  const match = WHOLE_KEY.exec(text);
  return match ? { environment: match[1] as Environment, publicId: match[2] as string } : null;
}

/**
 * A search text that may stand in a URL: of a whole pasted key only the public id, of a piece of one only the last four
 * characters. Both find it just as well.
 */
export function searchText(typed: string): string {
  const key = pastedKey(typed);
  if (key !== null) return key.publicId;
  const piece = PIECE_OF_SECRET.exec(typed)?.[0] ?? FOREIGN_SECRET.exec(typed.trim())?.[0];
  return piece === undefined ? typed.slice(0, 200) : `****${piece.slice(-4)}`;
}

/** The search parameter: whatever is typed or linked, a secret does not get through. */
export const parseAsSearch = createParser({ parse: searchText, serialize: searchText }).withDefault("");
