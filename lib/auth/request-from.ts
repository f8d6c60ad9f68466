import "server-only";
import { headers } from "next/headers";
import { env } from "@/lib/env";
import { clientAddress } from "@/lib/http/client-address";
import { PEER_HEADER } from "@/lib/http/front-headers";
import { newRequestId } from "@/lib/http/request-id";

export type RequestFrom = { ip: string | null; userAgent: string | null; requestId: string };

/** Where the request under way comes from. */
export async function requestFrom(): Promise<RequestFrom> {
  const incoming = await headers();
  return {
    ip: clientAddress(incoming.get(PEER_HEADER), incoming.get("x-forwarded-for"), env().TRUSTED_PROXIES),
    userAgent: incoming.get("user-agent")?.slice(0, 400) ?? null,
    requestId: newRequestId(),
  };
}
