import type { Instance } from "./instance";

/** One browser's cookies, kept as a browser keeps them. */
export type Jar = Map<string, string>;

const header = (jar: Jar): string => [...jar].map(([name, value]) => `${name}=${value}`).join("; ");

/** A request with these cookies, which takes in what the answer sets; redirects are not followed. */
export async function withCookies(jar: Jar, url: string, init: RequestInit = {}): Promise<Response> {
  const response = await fetch(url, {
    ...init,
    headers: {
      ...(init.method === "POST" && { origin: new URL(url).origin }),
      ...(init.headers as Record<string, string>),
      cookie: header(jar),
    },
    redirect: "manual",
  });
  for (const line of response.headers.getSetCookie()) {
    const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    if (value === "") jar.delete(name);
    else jar.set(name, value);
  }
  return response;
}

/** What the sign-in form sends. Answers where next-auth leads: into the dashboard, to the second step, or to an error. */
export async function postSignIn(
  { dashboard }: Instance,
  jar: Jar,
  provider: "credentials" | "second-factor",
  fields: Record<string, string>,
): Promise<{ status: number; path: string }> {
  const { csrfToken } = (await (await withCookies(jar, `${dashboard}/api/auth/csrf`)).json()) as { csrfToken: string };
  const response = await withCookies(jar, `${dashboard}/api/auth/callback/${provider}`, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ csrfToken, callbackUrl: dashboard, json: "true", ...fields }).toString(),
  });
  const { url } = (await response.json()) as { url: string };
  const { pathname, search } = new URL(url, dashboard);
  return { status: response.status, path: pathname + search };
}
