import { z } from "zod";

// What GitHub sends, by its documentation "Secret scanning partner program". Unlike our own inputs it may say more than is named here:
// a field that GitHub adds one day must not have a leak refused.

const match = z.object({
  token: z.string().min(1).max(4_096),
  type: z.string().max(200),
  url: z.string().max(8_192).nullish(),
  source: z.string().max(200).nullish(),
});
const matches = z.array(match).max(10_000);

/** One match: `source` one of GitHub's words in lower case, or empty. */
export type ReportedMatch = { token: string; type: string; url: string; source: string };

/** @returns null for what is no such list */
export function readMatches(body: Uint8Array): ReportedMatch[] | null {
  try {
    const parsed = matches.safeParse(JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body)));
    return parsed.success ? parsed.data.map(toMatch) : null;
  } catch {
    return null;
  }
}

const toMatch = ({ token, type, url, source }: z.output<typeof match>): ReportedMatch => ({
  token,
  type,
  url: url ?? "",
  source: sourceOf(source ?? ""),
});

function sourceOf(word: string): string {
  const source = word.toLowerCase();
  return /^[a-z_]{1,40}$/.test(source) ? source : "";
}
