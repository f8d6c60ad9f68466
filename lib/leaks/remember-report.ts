import type { Transaction } from "@/lib/db/prisma";
import { newId } from "@/lib/ids";
import type { StoredKey } from "@/lib/keys/load-key";
import type { Leak } from "./leak";
import { type LeakResponse, weight } from "./leak-response";

/** Places that whoever gives no name can have remembered of a secret: each of them could be made up. */
const MOST_ANONYMOUS_PLACES = 20;

type Report = {
  /** Locked, so that nobody else reports of it at the same time. */
  key: StoredKey;
  secretId: string;
  leak: Pick<Leak, "reporter" | "source" | "url">;
  response: LeakResponse | null;
  now: Date;
};

/** Counts the report to its place. @returns whether more is to be done than was done for that place before */
export async function rememberReport(
  tx: Transaction,
  { key, secretId, leak, response, now }: Report,
): Promise<boolean> {
  const { source, url } = leak;
  const reporter = leak.reporter.kind;
  const place = { secretId, reporter, source, url };
  const known = await tx.leakReport.findUnique({ where: { secretId_reporter_source_url: place } });
  const isNews = weight(response) > weight(known?.response ?? null);
  if (known !== null) {
    const done = isNews ? response : known.response;
    await tx.leakReport.update({
      where: { id: known.id },
      data: { times: { increment: 1 }, lastAt: now, response: done },
    });
    return isNews;
  }
  const isFull =
    reporter === "anonymous" && (await tx.leakReport.count({ where: { secretId, reporter } })) >= MOST_ANONYMOUS_PLACES;
  if (isFull) return false;
  await tx.leakReport.create({
    data: { id: newId(), teamId: key.teamId, keyId: key.id, ...place, response, firstAt: now, lastAt: now },
  });
  return isNews;
}
