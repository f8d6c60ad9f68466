import { safeReturn } from "./safe-return";

/** What an answer's header and an address bar still carry; a longer query is left behind. */
const LONGEST = 2_000;
const NOWHERE = "http://nowhere.invalid";

/**
 * The sign-in page for who asked for this path and is not signed in.
 * @param asked path and query of the request, as they came
 */
export function signInPath(asked: string | null): string {
  const url = new URL(safeReturn(asked, NOWHERE), NOWHERE);
  // Next's own, for pages that it loads in place.
  url.searchParams.delete("_rsc");
  const short = url.search.length > LONGEST ? url.pathname : url.pathname + url.search;
  return short === "/" || short.length > LONGEST ? "/sign-in" : `/sign-in?callbackUrl=${encodeURIComponent(short)}`;
}
