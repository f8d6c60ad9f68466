import { createLoader } from "nuqs/server";
import { environmentParser } from "@/components/shell/environment";
import { askedRange } from "@/components/usage/asked-range";
import { clock } from "@/lib/clock";
import { fileHeaders } from "@/lib/http/file-headers";
import { streamLines } from "@/lib/http/stream-lines";
import { showId } from "@/lib/ids";
import { inOrder } from "@/lib/keys/list-keys";
import { exportUsage, exportUsageByKey } from "@/lib/usage/export-usage";
import { usageScope } from "@/lib/usage/usage-scope";
import { defineTeamAnswer } from "../../define-team-answer";

const loadEnvironment = createLoader({ env: environmentParser });

/** What the Usage page shows, as a file: a row a bucket, or with `by=key` a row a bucket and key. */
export const GET = defineTeamAnswer(async ({ actor, team }, { query }) => {
  const { env: environment } = loadEnvironment(query);
  const { range, byKey } = await askedRange(query);
  const scope = usageScope(actor, { environment });
  const nameKeys = async (keyIds: string[]) => {
    const views = new Map((await inOrder(actor.teamId, keyIds, clock.ms())).map((view) => [view.id, view]));
    return new Map(
      keyIds.flatMap((keyId) => {
        const view = views.get(showId("key", keyId));
        return view ? [[keyId, { id: view.id, label: view.label }] as const] : [];
      }),
    );
  };
  const lines = byKey ? exportUsageByKey(scope, range, nameKeys) : exportUsage(scope, range);
  const day = range.to.toISOString().slice(0, 10);
  return streamLines(lines, fileHeaders(`usage-${team.slug}-${environment}${byKey ? "-by-key" : ""}-${day}`, "csv"));
});
