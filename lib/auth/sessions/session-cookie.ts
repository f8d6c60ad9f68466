import "server-only";
import { cookies } from "next/headers";
import type { NextAuthOptions } from "next-auth";
import { getToken } from "next-auth/jwt";

/**
 * The session that this request's cookie names, or null for none or for what is no cookie of ours. Only the cookie is read: a
 * bearer token is no session, and next-auth's other cookies, which it would stumble over, are left alone.
 */
export async function cookieSessionId(options: Pick<NextAuthOptions, "cookies">): Promise<string | null> {
  const all = Object.fromEntries((await cookies()).getAll().map(({ name, value }) => [name, value]));
  const cookieName = options.cookies?.sessionToken?.name;
  const token = await getToken({
    req: { cookies: all, headers: {} } as never,
    ...(cookieName !== undefined && { cookieName }),
  });
  return typeof token?.sessionId === "string" ? token.sessionId : null;
}
