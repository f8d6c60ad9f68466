import { requireActor } from "@/lib/auth/require-actor";
import { clock } from "@/lib/clock";
import { DomainError } from "@/lib/errors";
import { readId } from "@/lib/ids";
import { getKey } from "@/lib/keys/get-key";
import { queryUsage } from "@/lib/usage/query-usage";
import { namedRange } from "@/lib/usage/range";
import { usageScope } from "@/lib/usage/usage-scope";

type Context = { params: Promise<{ team: string; key: string }> };

/** What revoking or disabling this key would break: the requests of the last 24 hours. */
export async function GET(_request: Request, { params }: Context) {
  const { team, key: keyId } = await params;
  const { actor } = await requireActor(team);
  const noStore = { headers: { "Cache-Control": "no-store" } };
  try {
    const key = await getKey(actor, keyId);
    const scope = usageScope(actor, { environment: key.environment, keyId: readId("key", key.id) ?? undefined });
    const { totals } = await queryUsage(scope, namedRange("24h", clock.ms()));
    return Response.json({ requests: totals.requests }, noStore);
  } catch (error) {
    if (error instanceof DomainError) return Response.json({ message: error.message }, { status: 404, ...noStore });
    throw error;
  }
}
