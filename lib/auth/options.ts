import "server-only";
import type { NextAuthOptions } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import { DomainError, isInfrastructureTrouble } from "@/lib/errors";
import { cookiesFor } from "./cookies";
import { quietLogger } from "./quiet-logger";
import { requestFrom } from "./request-from";
import { endSession, SESSION_DAYS } from "./sessions/session";
import { finishSignIn } from "./sign-in/finish-sign-in";
import { endSessionOfThisBrowser, keepInBrowser } from "./sign-in/keep-in-browser";
import { dropPendingProof, pendingProof } from "./sign-in/pending-cookie";
import { SECOND_STEP_DUE } from "./sign-in/second-step-due";
import { signIn } from "./sign-in/sign-in";

declare module "next-auth" {
  interface User {
    /** Once a session has started. */
    sessionId?: string;
  }
  interface Session {
    sessionId?: string;
  }
}
declare module "next-auth/jwt" {
  interface JWT {
    sessionId?: string;
  }
}

/** The message travels to the sign-in page in the answer; only sentences meant for people may. */
async function sayable<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof DomainError) throw new Error(error.message);
    if (isInfrastructureTrouble(error))
      throw new Error("The database cannot be reached right now. Try again in a minute.");
    throw new Error("Signing in failed on our side. Try again in a minute.");
  }
}

/** next-auth's part is the cookie: it names a row of `sessions`, and that row decides (lib/auth/sessions/session.ts). */
export const authOptions: NextAuthOptions = {
  logger: quietLogger,
  session: { strategy: "jwt", maxAge: SESSION_DAYS * 86_400 },
  cookies: cookiesFor(process.env.NEXTAUTH_URL),
  // All of them, since pages of next-auth's own have styles that no nonce allows.
  pages: { signIn: "/sign-in", signOut: "/", error: "/sign-in", verifyRequest: "/sign-in" },
  providers: [
    Credentials({
      credentials: { email: {}, password: {} },
      authorize: (credentials) =>
        sayable(async () => {
          const email = String(credentials?.email ?? "");
          const password = String(credentials?.password ?? "");
          const begun = await signIn({ email, password }, await requestFrom());
          if (begun === null) return null;
          const sessionId = await keepInBrowser(begun, authOptions);
          if (sessionId === null) throw new DomainError("unauthenticated", SECOND_STEP_DUE);
          return { id: begun.userId, sessionId };
        }),
    }),
    Credentials({
      id: "second-factor",
      credentials: { code: {} },
      authorize: (credentials) =>
        sayable(async () => {
          const [proof, from] = [(await pendingProof()) ?? "", await requestFrom()];
          const finished = await finishSignIn({ proof, code: String(credentials?.code ?? "") }, from);
          if (finished === null) return null;
          await dropPendingProof();
          await endSessionOfThisBrowser(authOptions);
          return { id: finished.userId, sessionId: finished.sessionId };
        }),
    }),
  ],
  callbacks: {
    jwt({ token, user }) {
      // Only the session's id: name and address are read fresh from the database.
      const { sub, sessionId } = user ? { sub: user.id, sessionId: user.sessionId } : token;
      return { sub, sessionId };
    },
    session({ session, token }) {
      return { expires: session.expires, sessionId: token.sessionId };
    },
  },
  events: {
    async signOut({ token }) {
      if (token?.sessionId) await endSession(token.sessionId);
    },
  },
};
