import { readFileSync } from "node:fs";
import type { ErrorCode } from "@/lib/errors";

// The two ways in over HTTP: a server action as the browser calls it, and a route.

export type Credentials = { cookie?: string; authorization?: string };
/** What came back, without what differs from call to call. */
export type Answered = { verdict: "allowed" | ErrorCode | `status ${number}`; text: string };

type Manifest = { node: Record<string, { filename: string; exportedName: string; workers: Record<string, unknown> }> };

/** Every server action of the build: the name it is exported by → its id and a page that carries it. Read when it has been built. */
export function builtActions() {
  const manifest = JSON.parse(readFileSync(".next/server/server-reference-manifest.json", "utf8")) as Manifest;
  return new Map(
    Object.entries(manifest.node).map(([id, { exportedName, filename, workers }]) => [
      exportedName,
      { id, filename, page: Object.keys(workers)[0] ?? "" },
    ]),
  );
}
let actions: ReturnType<typeof builtActions> | undefined;

/** A page's address: the manifest knows its folder, parameters are filled with what is asked for. */
const pathOf = (page: string, team: string): string =>
  page
    .replace(/^app/, "")
    .replace(/\/page$/, "")
    .replace(/\/\([^)]+\)/g, "")
    .replace("[team]", team)
    .replace(/\[[^\]]+\]/g, "any") || "/";

const withoutIds = (text: string): string =>
  text
    .replace(/\breq_[0-9a-z]+/g, "req_…")
    .replace(
      /\b(key|alert|user|team|token|session|invitation|service|event|endpoint|delivery|msg)_[0-9a-z]{26}\b/g,
      "$1_…",
    );

/** A page as a person reads it: its scripts carry the address that was asked for. */
const asRead = (html: string): string => html.replace(/<script.*?<\/script>/gs, "").replace(/<[^>]*>/g, " ");

/** Calls a server action over HTTP, with one argument. @param dataVerdict reads the verdict out of an answer that is ok */
export async function callAction(
  dashboard: string,
  name: string,
  team: string,
  input: object,
  { cookie, authorization }: Credentials,
  dataVerdict?: (data: unknown) => ErrorCode | "allowed",
): Promise<Answered> {
  actions ??= builtActions();
  const action = actions.get(name);
  if (action === undefined) throw new Error(`The build has no server action ${name}.`);
  const response = await fetch(dashboard + pathOf(action.page, team), {
    method: "POST",
    redirect: "manual",
    headers: {
      ...{
        origin: dashboard,
        accept: "text/x-component",
        "content-type": "text/plain;charset=UTF-8",
        "next-action": action.id,
      },
      ...(cookie && { cookie }),
      ...(authorization && { authorization }),
    },
    body: JSON.stringify([input]),
  });
  const text = await response.text();
  // React's wire format: a row of its own holds the result; a long text before it ends in no line.
  const answer = /1:(\{"ok":.*\})$/m.exec(text)?.[1];
  if (answer === undefined) return { verdict: `status ${response.status}`, text: text.slice(0, 300) };
  const result = JSON.parse(answer) as { ok: true; data: unknown } | { ok: false; error: { code: ErrorCode } };
  if (!result.ok) return { verdict: result.error.code, text: withoutIds(JSON.stringify(result.error)) };
  return { verdict: dataVerdict?.(result.data) ?? "allowed", text: withoutIds(answer) };
}

const CODES: Record<number, ErrorCode> = {
  400: "invalid",
  401: "unauthenticated",
  403: "forbidden",
  404: "not_found",
  409: "conflict",
};

/** Calls a route. A page that sends nobody signed in to the sign-in page has refused as well as a 401. */
export async function callRoute(
  url: string,
  method: string,
  { cookie, authorization }: Credentials,
  body?: object,
): Promise<Answered> {
  const response = await fetch(url, {
    method,
    redirect: "manual",
    headers: {
      ...(cookie && { cookie }),
      ...(authorization && { authorization }),
      ...(body && { "content-type": "application/json" }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (response.status >= 200 && response.status < 300) return { verdict: "allowed", text: "" };
  if ([302, 303, 307, 308].includes(response.status) && /\/sign-in/.test(response.headers.get("location") ?? "")) {
    return { verdict: "unauthenticated", text: "" };
  }
  const isPage = response.headers.get("content-type")?.startsWith("text/html");
  return {
    verdict: CODES[response.status] ?? `status ${response.status}`,
    text: withoutIds(isPage ? asRead(text) : text),
  };
}
