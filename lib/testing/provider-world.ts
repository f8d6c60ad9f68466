import "./next-request";
import { NextRequest } from "next/server";
import { vi } from "vitest";
import { prisma } from "@/lib/db/prisma";
import { AuthBrowser, DASHBOARD } from "./auth-browser";
import { type FakeProvider, startFakeProvider } from "./fake-provider";

const PASSWORD = "correct horse battery staple";
export const nobody = { ip: null, userAgent: null, requestId: "req_test" };

export type ProviderWorld = {
  oidc: FakeProvider;
  /** Stands for GitHub, whose hosts a test cannot reach; what is ours about it runs unchanged. */
  github: FakeProvider;
  browser: () => AuthBrowser;
  /** Somebody the provider knows and has verified; they sign in there next. */
  somebody: (at: FakeProvider, given?: Partial<FakeProvider["person"]>) => FakeProvider["person"];
  /** An account with a password, and a browser signed in to it. */
  signedUp: (email: string) => Promise<{ userId: string; browser: AuthBrowser }>;
  /** The session that a browser holds, and whose it is. */
  userOf: typeof userOf;
  /** Before each test: honest providers, and nothing counted. */
  reset: () => Promise<void>;
  close: () => Promise<unknown>;
};

async function userOf(browser: AuthBrowser) {
  const id = await browser.sessionId();
  return id === null ? null : prisma().session.findUnique({ where: { id }, include: { user: true } });
}

/** GitHub's own addresses are the one thing that a test replaces. */
function atLoopback(github: FakeProvider): void {
  vi.doMock("@/lib/auth/providers/oauth-providers", async (original) => {
    const real = await original<typeof import("@/lib/auth/providers/oauth-providers")>();
    const { issuer, clientId, clientSecret } = github;
    const urls = { issuer, authorize: `${issuer}/authorize`, token: `${issuer}/token`, user: `${issuer}/user` };
    const others = () => real.oauthProviders().filter(({ id }) => id !== "github");
    return { ...real, oauthProviders: () => [...others(), real.githubProvider(clientId, clientSecret, urls)] };
  });
}

/** The sign-in of the product as it is, over HTTP against providers that are as strict as real ones. */
export async function startProviderWorld(): Promise<ProviderWorld> {
  const [oidc, github] = [await startFakeProvider(), await startFakeProvider()];
  Object.assign(process.env, {
    NEXTAUTH_URL: DASHBOARD,
    OIDC_ISSUER: oidc.issuer,
    OIDC_CLIENT_ID: oidc.clientId,
    OIDC_CLIENT_SECRET: oidc.clientSecret,
    GITHUB_ID: github.clientId,
    GITHUB_SECRET: github.clientSecret,
  });
  atLoopback(github);
  const { handleAuthRequest } = await import("@/lib/auth/providers/handle-auth-request");
  const browser = () => new AuthBrowser(handleAuthRequest, (url, init) => new NextRequest(url, init as never));
  let people = 1_000;
  return {
    oidc,
    github,
    browser,
    somebody(at, given = {}) {
      const sub = String(people++);
      at.person = { sub, name: `Person ${sub}`, email: `p${sub}@example.com`, email_verified: true, ...given };
      return at.person;
    },
    async signedUp(email) {
      const { signUp } = await import("@/lib/auth/sign-up/sign-up");
      const made = await signUp({ name: "Ada", email, password: PASSWORD, teamName: "Engines" }, nobody);
      const their = browser();
      const csrfToken = await their.csrfToken();
      await their.ask("/api/auth/callback/credentials", { csrfToken, email, password: PASSWORD, json: "true" });
      return { userId: made.userId, browser: their };
    },
    userOf,
    async reset() {
      for (const fake of [oidc, github]) Object.assign(fake, { lie: {}, inUserinfoOnly: false });
      await prisma().signInThrottle.deleteMany();
    },
    close: () => Promise.all([oidc.stop(), github.stop()]),
  };
}
