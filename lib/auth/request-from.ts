import "server-only";
import { headers } from "next/headers";
import { env } from "@/lib/env";
import { clientAddress } from "@/lib/http/client-address";
import { newRequestId } from "@/lib/http/request-id";

export type RequestFrom = { ip: string | null; userAgent: string | null; requestId: string };

/** The dashboard's server writes the connection's own address here, over whatever a client sent. */
const PEER_HEADER = "x-latchkey-peer";

/** Where the request under way comes from. */
export async function requestFrom(): Promise<RequestFrom> {
  const incoming = await headers();
  return {
    ip: clientAddress(incoming.get(PEER_HEADER), incoming.get("x-forwarded-for"), env().TRUSTED_PROXIES),
    userAgent: incoming.get("user-agent")?.slice(0, 400) ?? null,
    requestId: newRequestId(),
  };
}
