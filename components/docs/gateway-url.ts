import "server-only";
import { env } from "@/lib/env";

/** Where people reach the gateway: the dashboard's own host name, at the gateway's port. No trailing slash. */
export function gatewayUrl(): string {
  const { NEXTAUTH_URL, GATEWAY_PORT } = env();
  const { protocol, hostname } = new URL(NEXTAUTH_URL);
  return `${protocol}//${hostname}:${GATEWAY_PORT}`;
}
