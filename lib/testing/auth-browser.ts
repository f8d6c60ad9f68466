import { decode } from "next-auth/jwt";
import { inRequest } from "./next-request";

type Handler = (request: never, context: { params: Promise<{ nextauth: string[] }> }) => Promise<Response>;

export const DASHBOARD = "http://localhost:3000";

/** A browser as the sign-in sees it: cookies that it keeps, requests that it makes, redirects that it follows by hand. */
export class AuthBrowser {
  readonly cookies = new Map<string, string>();
  constructor(
    private readonly handler: Handler,
    private readonly makeRequest: (url: string, init: RequestInit) => unknown,
  ) {}

  /** To an address below /api/auth, with `fields` as a form. */
  async ask(path: string, fields?: Record<string, string>): Promise<Response> {
    const url = new URL(path, DASHBOARD);
    const headers = new Headers({ host: url.host, "x-latchkey-peer": "198.51.100.7" });
    if (this.cookies.size > 0)
      headers.set("cookie", [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; "));
    if (fields) headers.set("content-type", "application/x-www-form-urlencoded");
    const init = fields ? { method: "POST", headers, body: new URLSearchParams(fields).toString() } : { headers };
    const params = Promise.resolve({ nextauth: url.pathname.split("/").slice(3) });
    const response = await inRequest(headers, () =>
      this.handler(this.makeRequest(url.href, init) as never, { params }),
    );
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (value === "" || /max-age=0/i.test(cookie)) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return response;
  }

  async csrfToken(): Promise<string> {
    return ((await (await this.ask("/api/auth/csrf")).json()) as { csrfToken: string }).csrfToken;
  }

  /** Where the button leads: the provider's address, or one of ours when it was refused. */
  async press(provider: string, more: Record<string, string> = {}): Promise<URL> {
    const csrfToken = await this.csrfToken();
    const answer = await this.ask(`/api/auth/signin/${provider}`, {
      csrfToken,
      callbackUrl: "/",
      json: "true",
      ...more,
    });
    return new URL(((await answer.json()) as { url: string }).url, DASHBOARD);
  }

  /** The provider's page, where the person agrees at once; where it sends them. */
  static async agree(at: URL): Promise<URL> {
    const answer = await fetch(at, { redirect: "manual" });
    return new URL(answer.headers.get("location") ?? "", at);
  }

  /** Brings the provider's answer back; where that leads, as a path. */
  async bring(answer: URL): Promise<string> {
    const response = await this.ask(answer.pathname + answer.search);
    const at = new URL(response.headers.get("location") ?? `/${response.status}`, DASHBOARD);
    return at.pathname + at.search;
  }

  /** Signs in, or links, from the first press to where it ends. */
  async go(provider: string, more?: Record<string, string>): Promise<string> {
    return this.bring(await AuthBrowser.agree(await this.press(provider, more)));
  }

  /** The session that the browser's cookie names. */
  async sessionId(): Promise<string | null> {
    const token = [...this.cookies].find(([name]) => name.endsWith("session-token"))?.[1];
    const claims = token === undefined ? null : await decode({ token, secret: process.env.NEXTAUTH_SECRET ?? "" });
    return claims?.sessionId ?? null;
  }
}
