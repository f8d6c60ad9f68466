import type { Environment } from "./environment";
import { maskKey } from "./format";

/** What of a stored secret may be shown. */
export type ShownParts = { prefix: string; lastFour: string | null; imported: boolean };

/** How a stored secret is shown (product S4). One that was imported as what its importer told of it: `sk_live_****o5p6`, or `****`. */
export const maskSecret = ({ prefix, lastFour, imported }: ShownParts, environment: Environment): string =>
  imported ? `${prefix}****${lastFour ?? ""}` : maskKey(prefix, environment, lastFour ?? "");
