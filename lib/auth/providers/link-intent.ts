import { decode, encode } from "next-auth/jwt";
import { env } from "@/lib/env";
import type { ProviderId } from "./provider";

// Between its start and the provider's answer a link lies in a sealed cookie of the browser that started it: which session wants to
// link, at which provider, and in which request to it (its `state`). Another request, another session or another provider's answer
// finds no link to finish.

/** As long as next-auth keeps its own checks. */
export const LINK_SECONDS = 15 * 60;
const SALT = "latchkey.link";

type Request = { provider: ProviderId; state: string };

export const sealLinkIntent = (sessionId: string, request: Request): Promise<string> =>
  encode({ token: { sessionId, ...request }, secret: env().NEXTAUTH_SECRET, salt: SALT, maxAge: LINK_SECONDS });

/** The session that started to link in this very request, or null. */
export async function openLinkIntent(sealed: string | undefined, request: Request): Promise<string | null> {
  if (sealed === undefined || request.state === "") return null;
  const intent = await decode({ token: sealed, secret: env().NEXTAUTH_SECRET, salt: SALT }).catch(() => null);
  if (intent?.provider !== request.provider || intent.state !== request.state) return null;
  return typeof intent.sessionId === "string" ? intent.sessionId : null;
}
