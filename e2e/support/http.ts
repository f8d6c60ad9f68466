/** An answer with its body read, as tests look at it. */
export type Answer<T> = { status: number; headers: Headers; body: T };

/** Sends JSON (a string goes as it is) and reads JSON; `token` as a bearer. */
export async function send<T>(method: string, url: string, token: string | null, body?: unknown): Promise<Answer<T>> {
  const response = await fetch(url, {
    method,
    headers: {
      ...(token && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { "content-type": "application/json" }),
    },
    ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: (text === "" ? {} : JSON.parse(text)) as T };
}

export type Problem = { type: string; title: string; status: number; detail: string; requestId: string };

export type Verified = {
  valid: boolean;
  code: string;
  status: number;
  requestId: string;
  key: {
    id: string;
    label: string;
    environment: string;
    teamId: string;
    scopes: string[];
    secret: { id: string; endsAt: string | null };
  } | null;
  rateLimit: { limit: number; remaining: number; reset: number; windowSeconds: number } | null;
  headers: Record<string, string>;
};
