import "server-only";
import { getServerSession } from "next-auth";
import { cache } from "react";
import { authOptions } from "./options";
import { readSession, type SignedIn } from "./session";

/** Who is signed in on this request, or null. The cookie is only a name; the session's row is asked every time. */
export const signedIn = cache(async (): Promise<SignedIn | null> => {
  const session = await getServerSession(authOptions);
  return session?.sessionId ? readSession(session.sessionId) : null;
});
