import { askedRange } from "@/components/usage/asked-range";
import { fileHeaders } from "@/lib/http/file-headers";
import { streamLines } from "@/lib/http/stream-lines";
import { readId } from "@/lib/ids";
import { getKey } from "@/lib/keys/get-key";
import { exportUsage } from "@/lib/usage/export-usage";
import { usageScope } from "@/lib/usage/usage-scope";
import { defineTeamAnswer } from "../../../../define-team-answer";

/** What the key's page shows, as a file: a row a bucket. */
export const GET = defineTeamAnswer(async ({ actor }, { query, params }) => {
  const key = await getKey(actor, params.key ?? "");
  const { range } = await askedRange(query);
  const scope = usageScope(actor, { environment: key.environment, keyId: readId("key", key.id) ?? undefined });
  const day = range.to.toISOString().slice(0, 10);
  return streamLines(exportUsage(scope, range), fileHeaders(`usage-${key.id}-${day}`, "csv"));
});
