import "server-only";
import { cache } from "react";
import { authOptions } from "./options";
import { readAnySession, type SignedIn, type Unconfirmed } from "./sessions/session";
import { cookieSessionId } from "./sessions/session-cookie";

/** Whoever signed in on this request, confirmed or not. The cookie is only a name; the session's row is asked every time. */
const anybody = cache(async (): Promise<SignedIn | Unconfirmed | null> => {
  const sessionId = await cookieSessionId(authOptions);
  return sessionId === null ? null : readAnySession(sessionId);
});

/** Who is signed in on this request, or null; somebody who has yet to confirm their address is nobody. */
export const signedIn = async (): Promise<SignedIn | null> => {
  const found = await anybody();
  return found === null || "unconfirmed" in found ? null : found;
};

/** Who is signed in and has yet to confirm their address, or null. */
export const signedInUnconfirmed = async (): Promise<Unconfirmed["unconfirmed"] | null> => {
  const found = await anybody();
  return found !== null && "unconfirmed" in found ? found.unconfirmed : null;
};
