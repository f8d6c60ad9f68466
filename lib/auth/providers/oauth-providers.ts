import type { OAuthConfig } from "next-auth/providers/oauth";
import { env } from "@/lib/env";
import { PROVIDERS, type ProviderId, type ProviderIdentity } from "./provider";
import { githubIdentity, openIdIdentity } from "./provider-profile";

// Written out instead of next-auth's own, since what counts is more than they fetch: GitHub's verified address, the claims that an
// OpenID provider keeps for userinfo, and that its metadata name the issuer that was configured.

type Profile = Record<string, unknown>;
/** The way next-auth passes an identity on: through the profile of the user it would store. */
export type ProvidedUser = { id: string; identity: ProviderIdentity };

const provided = (identity: ProviderIdentity): ProvidedUser => ({ id: identity.subject, identity });
const TIMEOUT_MS = 10_000;

/** @throws Error when the address cannot be asked; nothing of the answer is in it */
async function getJson(url: string, accessToken: string | undefined): Promise<unknown> {
  const response = await fetch(url, {
    headers: { authorization: `Bearer ${accessToken}`, accept: "application/json", "user-agent": "Latchkey" },
    redirect: "error",
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  if (!response.ok) throw new Error(`the provider answered ${response.status}`);
  return response.json();
}

export type GithubUrls = { issuer: string; authorize: string; token: string; user: string };
const GITHUB: GithubUrls = {
  issuer: "https://github.com/login/oauth",
  authorize: "https://github.com/login/oauth/authorize",
  token: "https://github.com/login/oauth/access_token",
  user: "https://api.github.com/user",
};

export const githubProvider = (clientId: string, clientSecret: string, urls = GITHUB): OAuthConfig<Profile> => ({
  id: "github",
  name: "GitHub",
  type: "oauth",
  clientId,
  clientSecret,
  // GitHub names it in its answers (RFC 9207); an answer that names another is refused.
  issuer: urls.issuer,
  authorization: { url: urls.authorize, params: { scope: "read:user user:email" } },
  token: urls.token,
  checks: ["pkce", "state"],
  httpOptions: { timeout: TIMEOUT_MS },
  userinfo: {
    url: urls.user,
    async request({ tokens }) {
      const user = await getJson(urls.user, tokens.access_token);
      return { user, emails: await getJson(`${urls.user}/emails`, tokens.access_token) } as object;
    },
  },
  profile: ({ user, emails }) => provided(githubIdentity(user as Profile, emails)),
});

/** Any provider that speaks OpenID Connect with discovery. */
export const openIdProvider = (
  id: "google" | "oidc",
  name: string,
  issuer: string,
  clientId: string,
  clientSecret: string,
): OAuthConfig<Profile> => ({
  id,
  name,
  type: "oauth",
  clientId,
  clientSecret,
  wellKnown: `${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`,
  authorization: { params: { scope: "openid email profile" } },
  idToken: true,
  checks: ["pkce", "state", "nonce"],
  httpOptions: { timeout: TIMEOUT_MS },
  userinfo: {
    async request({ client, tokens }) {
      // Metadata must be about the issuer it was asked of (OpenID Connect Discovery 1.0 §4.3); the ID token is checked against it.
      const stated = String(client.issuer.metadata.issuer);
      if (stated.replace(/\/$/, "") !== issuer.replace(/\/$/, "")) throw new Error("the metadata name another issuer");
      const whole = tokens as Exclude<Parameters<typeof client.userinfo>[0], string>;
      const claims: Profile = whole.claims();
      if ("email_verified" in claims || client.issuer.metadata.userinfo_endpoint === undefined) return claims;
      // Fails when it is about somebody else than the token.
      return { ...(await client.userinfo(whole)), ...claims };
    },
  },
  profile: (claims) => provided(openIdIdentity(id, claims)),
});

/** next-auth's description of each provider that is configured. */
export function oauthProviders(): OAuthConfig<Profile>[] {
  const { GITHUB_ID, GITHUB_SECRET, GOOGLE_ID, GOOGLE_SECRET, OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET } = env();
  const made: Record<ProviderId, OAuthConfig<Profile> | null> = {
    github: GITHUB_ID && GITHUB_SECRET ? githubProvider(GITHUB_ID, GITHUB_SECRET) : null,
    google:
      GOOGLE_ID && GOOGLE_SECRET
        ? openIdProvider("google", "Google", "https://accounts.google.com", GOOGLE_ID, GOOGLE_SECRET)
        : null,
    oidc:
      OIDC_ISSUER && OIDC_CLIENT_ID && OIDC_CLIENT_SECRET
        ? openIdProvider("oidc", new URL(OIDC_ISSUER).host, OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET)
        : null,
  };
  return PROVIDERS.map((id) => made[id]).filter((provider) => provider !== null);
}
