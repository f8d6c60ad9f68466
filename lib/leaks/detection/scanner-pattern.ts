import { keyPattern } from "@/lib/keys/format";

/** What a deployment's keys begin with: its own prefix, and those it had before. */
export type Prefixes = { keyPrefix: string; formerKeyPrefixes: readonly string[] };

/**
 * The one regular expression of this deployment's keys (product G4) between its bounds, the key as group 1, in the syntax of RE2, which
 * has no lookaround: neither a longer word nor a longer key is one, but what stands behind an underscore is, and behind the end of a
 * line as strings in source code spell it.
 */
export const scannerPattern = ({ keyPrefix, formerKeyPrefixes }: Prefixes): string =>
  `(?:\\b|_|\\\\[nrt])(${keyPattern(keyPrefix, formerKeyPrefixes)})(?:\\b|_)`;

/** Texts of which every key has one: scanners look for them first. */
export const keywords = ({ keyPrefix, formerKeyPrefixes }: Prefixes): string[] =>
  [keyPrefix, ...formerKeyPrefixes].flatMap((prefix) => [`${prefix}_live_`, `${prefix}_test_`]);
