import type { NextRequest } from "next/server";
import { requireActor } from "@/lib/auth/require-actor";
import { listKeys } from "@/lib/keys/list-keys";
import { listKeysSchema } from "@/lib/keys/schema";

const MOST = 8;

/** The palette's search: the few fields it shows, over both environments. */
export async function GET(request: NextRequest, { params }: { params: Promise<{ team: string }> }) {
  const { actor } = await requireActor((await params).team);
  const query = listKeysSchema.safeParse({ q: request.nextUrl.searchParams.get("q") ?? "", limit: MOST });
  const { keys } = query.success ? await listKeys(actor, query.data) : { keys: [] };
  return Response.json(
    keys.map(({ id, label, environment, masked }) => ({ id, label, environment, masked })),
    { headers: { "Cache-Control": "no-store" } },
  );
}
