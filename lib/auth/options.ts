import "server-only";
import type { NextAuthOptions } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import { DomainError, isInfrastructureTrouble } from "@/lib/errors";
import { requestFrom } from "./request-from";
import { endSession, SESSION_DAYS } from "./session";
import { signIn } from "./sign-in";

declare module "next-auth" {
  interface User {
    sessionId: string;
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

/** next-auth's part is the cookie: it names a row of `sessions`, and that row decides (lib/auth/session.ts). */
export const authOptions: NextAuthOptions = {
  session: { strategy: "jwt", maxAge: SESSION_DAYS * 86_400 },
  pages: { signIn: "/sign-in", error: "/sign-in" },
  providers: [
    Credentials({
      credentials: { email: {}, password: {} },
      async authorize(credentials) {
        const email = String(credentials?.email ?? "");
        const password = String(credentials?.password ?? "");
        try {
          const signedIn = await signIn({ email, password }, await requestFrom());
          return signedIn && { id: signedIn.userId, sessionId: signedIn.sessionId };
        } catch (error) {
          // The message travels to the sign-in page in the answer; only sentences meant for people may.
          if (error instanceof DomainError) throw new Error(error.message);
          if (isInfrastructureTrouble(error))
            throw new Error("The database cannot be reached right now. Try again in a minute.");
          throw new Error("Signing in failed on our side. Try again in a minute.");
        }
      },
    }),
  ],
  callbacks: {
    jwt({ token, user }) {
      // Only the session's id: name and address are read fresh from the database.
      return user ? { sub: user.id, sessionId: user.sessionId } : { sub: token.sub, sessionId: token.sessionId };
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
