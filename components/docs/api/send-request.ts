import type { BuiltRequest } from "./build-request";

export type SentAnswer = {
  status: number;
  statusText: string;
  tookMs: number;
  headers: [string, string][];
  body: string;
};

const pretty = (text: string): string => {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
};

/**
 * Sends a request to this deployment's management API: without the session's cookie, so that the token alone decides.
 * @throws TypeError when nothing answered
 */
export async function sendRequest(request: BuiltRequest, token: string): Promise<SentAnswer> {
  const started = performance.now();
  const answer = await fetch(`/api/v1${request.path}`, {
    method: request.method,
    credentials: "omit",
    cache: "no-store",
    headers: { ...request.headers, ...(token !== "" && { Authorization: `Bearer ${token}` }) },
    ...(request.body !== null && { body: request.body }),
  });
  const body = pretty(await answer.text());
  return {
    status: answer.status,
    statusText: answer.statusText,
    tookMs: Math.round(performance.now() - started),
    headers: [...answer.headers],
    body,
  };
}
