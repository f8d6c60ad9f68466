import { inTransaction } from "@/lib/db/prisma";
import { showId } from "@/lib/ids";
import { lockKey } from "@/lib/keys/load-key";
import { deploymentSettings } from "@/lib/operator/deployment-settings";
import { type FoundSecret, findLeakedSecrets } from "./find-leaked-secrets";
import type { Leak, LeakOutcome } from "./leak";
import { leakPlace } from "./leak-place";
import type { LeakResponse } from "./leak-response";
import { recordLeak } from "./record-leak";
import { tallyReports } from "./tally-reports";
import { tellOfLeaks } from "./tell-of-leaks";

/** A token that may be a secret of ours, and where it was seen: `source` a word of GitHub's, `url` as it came; both may be empty. */
export type ReportedToken = { token: string; source: string; url: string };
/** Whose word it is, and who the trail names. */
export type ReportedBy = Pick<Leak, "reporter" | "by">;

/** Of a pool of twelve connections. */
const AT_ONCE = 4;

/**
 * Somebody has seen these tokens where they should not be. Those that are secrets of ours are dealt with (`recordLeak`), each in a
 * transaction of its own; all are counted. Reported again, also after it was broken off, nothing is done twice.
 * @returns which of them are or were secrets of ours, in their order
 * @throws DomainError unavailable
 */
export async function reportLeaks(reports: readonly ReportedToken[], from: ReportedBy): Promise<boolean[]> {
  const found = await findLeakedSecrets([...new Set(reports.map(({ token }) => token))]);
  const { leakResponse: chosen } = await deploymentSettings();
  const recorded = [];
  for (let at = 0; at < reports.length; at += AT_ONCE) {
    const some = reports.slice(at, at + AT_ONCE);
    recorded.push(...(await Promise.all(some.map((report) => record(report, found.get(report.token), from, chosen)))));
  }
  const leaks = recorded.filter((one) => one !== null);
  await tallyReports(from.reporter.kind, [
    ...leaks.map(({ outcome }): LeakOutcome => outcome),
    ...Array.from({ length: recorded.length - leaks.length }, () => "unknown" as const),
  ]);
  await tellOfLeaks(leaks);
  return reports.map(({ token }) => found.has(token));
}

async function record(
  { token, source, url }: ReportedToken,
  found: FoundSecret | undefined,
  from: ReportedBy,
  chosen: LeakResponse,
) {
  if (found === undefined) return null;
  const leak = { ...from, source, url: leakPlace(url, token) };
  return inTransaction(async (tx) => {
    const key = await lockKey(found, showId("key", found.keyId), tx);
    return recordLeak(tx, key, found.secretId, leak, chosen);
  });
}
