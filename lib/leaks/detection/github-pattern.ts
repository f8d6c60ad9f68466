import { keyPattern } from "@/lib/keys/format";
import type { Prefixes } from "./scanner-pattern";

type Given = Prefixes & { productName: string };

/** What GitHub's form for a custom pattern asks for, field by field (its own defaults before and after, and the end of a line in source code). */
export type GithubPattern = Record<"name" | "secret_format" | "before_secret" | "after_secret" | "test_string", string>;

export const githubPattern = ({ productName, keyPrefix, formerKeyPrefixes }: Given): GithubPattern => ({
  name: `${productName} API key`,
  secret_format: keyPattern(keyPrefix, formerKeyPrefixes),
  before_secret: "\\A|[^0-9A-Za-z]|\\\\[nrt]",
  after_secret: "\\z|[^0-9A-Za-z]",
  // Of the form, and no key: its checksum is wrong.
  test_string: `${keyPrefix}_live_EXAMPLE00000_${"0".repeat(49)}`,
});
