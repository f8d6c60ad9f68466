import "server-only";
import { NextRequest, NextResponse } from "next/server";
import NextAuth from "next-auth";
import { authOptions } from "@/lib/auth/options";
import { signedIn } from "@/lib/auth/signed-in";
import { env } from "@/lib/env";
import { DomainError } from "@/lib/errors";
import { LINK_SECONDS, openLinkIntent, sealLinkIntent } from "./link-intent";
import { oauthProviders } from "./oauth-providers";
import { isProvider, type ProviderId } from "./provider";
import { providerSignIn } from "./provider-callbacks";
import { requireMayLink } from "./require-may-link";

// What stands in front of next-auth: it knows signing in, not linking, and passes on whatever a request brings.

type Context = { params: Promise<{ nextauth: string[] }> };

const isSecure = (): boolean => env().NEXTAUTH_URL.startsWith("https://");
const linkCookie = (): string => `${isSecure() ? "__Host-" : ""}latchkey.link`;

const nextAuth = (request: NextRequest, context: Context, linkingSession: string | null = null): Promise<Response> =>
  NextAuth(request, context as never, {
    ...authOptions,
    providers: [...authOptions.providers, ...oauthProviders()],
    callbacks: {
      ...authOptions.callbacks,
      signIn: providerSignIn(linkingSession),
      // Over HTTP the session is told by nothing but its end: the id of its row is the server's own.
      session: ({ session }) => ({ expires: session.expires }),
    },
  });

function setLinkCookie(response: Response, value: string): Response {
  const attributes = `Path=/; HttpOnly; SameSite=Lax; Max-Age=${value === "" ? 0 : LINK_SECONDS}${isSecure() ? "; Secure" : ""}`;
  response.headers.append("set-cookie", `${linkCookie()}=${value}; ${attributes}`);
  return response;
}

/** Where the answer leads: in its body, when a script asked, or its header. */
async function destination(response: Response): Promise<URL | null> {
  const header = response.headers.get("location");
  const url =
    header ??
    (
      (await response
        .clone()
        .json()
        .catch(() => null)) as { url?: string } | null
    )?.url ??
    "";
  return URL.canParse(url) ? new URL(url) : null;
}

/** Leaves for the provider: to sign in or, with `link`, to link the account there to whoever is signed in. */
async function leave(request: NextRequest, context: Context, provider: ProviderId): Promise<Response> {
  const fields = new URLSearchParams(await request.clone().text());
  const person = fields.get("link") === "1" ? await signedIn() : null;
  if (fields.get("link") === "1") {
    if (person === null) return NextResponse.json({ url: new URL("/sign-in", env().NEXTAUTH_URL).href });
    try {
      await requireMayLink(person, { provider });
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      const problem = error.code === "fresh_sign_in_required" ? error.code : "link_replaces";
      const url = `/account/security?linkProblem=${problem}&provider=${provider}`;
      return NextResponse.json({ url: new URL(url, env().NEXTAUTH_URL).href });
    }
  }
  // next-auth adds the query to what it asks of the provider; nothing of a visitor's belongs there.
  const bare = new NextRequest(`${request.nextUrl.origin}${request.nextUrl.pathname}`, request);
  // Who confirms that it is them is asked there, too, as far as the provider can be told to.
  if (fields.get("again") === "1")
    bare.nextUrl.searchParams.set("prompt", provider === "oidc" ? "login" : "select_account");
  const response = await nextAuth(bare, context);
  const state = (await destination(response))?.searchParams.get("state");
  const sealed = person && state ? await sealLinkIntent(person.sessionId, { provider, state }) : "";
  return setLinkCookie(response, sealed);
}

/** Comes back from the provider. */
async function arrive(request: NextRequest, context: Context, provider: ProviderId): Promise<Response> {
  const query = request.nextUrl.searchParams;
  const problem = [...query.keys()].some((name) => query.getAll(name).length > 1);
  // A parameter that stands twice is read by one side as the first and by another as the last (RFC 6749 §3.1).
  if (problem) return NextResponse.redirect(new URL("/sign-in?error=OAuthCallback", env().NEXTAUTH_URL), 302);
  const state = query.get("state") ?? "";
  const linkingSession = await openLinkIntent(request.cookies.get(linkCookie())?.value, { provider, state });
  const response = await nextAuth(request, context, linkingSession);
  if (linkingSession !== null && (await destination(response))?.pathname.startsWith("/api/auth/"))
    response.headers.set("location", `/account/security?linkProblem=link_interrupted&provider=${provider}`);
  return setLinkCookie(response, "");
}

/** Every request below /api/auth. */
export async function handleAuthRequest(request: NextRequest, context: Context): Promise<Response> {
  const { nextauth: [action, provider] = [] } = await context.params;
  // Lets any visitor write to the log.
  if (action === "_log") return new Response(null, { status: 204 });
  if (isProvider(provider)) {
    if (action === "signin" && request.method === "POST") return leave(request, context, provider);
    // Answers of a provider are asked for in the address, and come by GET.
    if (action === "callback")
      return request.method === "GET" ? arrive(request, context, provider) : new Response(null, { status: 405 });
  }
  return nextAuth(request, context);
}
