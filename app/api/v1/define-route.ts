import type { Actor } from "@/lib/auth/actor";
import { authenticateAccessToken } from "@/lib/auth/authenticate-access-token";
import { requestFrom } from "@/lib/auth/request-from";
import { DomainError } from "@/lib/errors";
import { bearerToken } from "@/lib/http/bearer";
import { challengeFor, invalidToken } from "@/lib/http/challenge";
import { problemResponse } from "@/lib/http/problem-response";
import { PayloadTooLarge } from "@/lib/http/read-body";
import { fingerprint } from "@/lib/idempotency/fingerprint";
import { readKey } from "@/lib/idempotency/read-key";
import { KeyReused } from "@/lib/idempotency/refusals";
import { runOnce } from "@/lib/idempotency/run-once";
import type { Operation } from "@/lib/management-api/operation";
import { toRefusal } from "@/lib/refusal";
import { givenBody, givenQuery } from "./given-input";

const REALM = "latchkey";
// Next answers HEAD by the GET handler.
const READS = ["GET", "HEAD"];
type Params = Record<string, string>;
type Context = { params: Promise<Params | undefined> };

/**
 * The route of one operation of the management API: access token, size, JSON, the domain's own schema, the function, problem+json.
 * Path parameters join the body (or, for GET, the query) as fields of the schema.
 */
export function defineRoute(operation: Operation) {
  const route = async (request: Request, context: Context): Promise<Response> => {
    const from = await requestFrom();
    const headers = new Headers({ "X-Request-Id": from.requestId, "Cache-Control": "no-store" });
    try {
      const actor = await actorOf(request, from, headers);
      const key = operation.kept ? readKey(request.headers.get("idempotency-key")) : null;
      const given = READS.includes(request.method) ? givenQuery(request) : await givenBody(request);
      const input = operation.input.parse({ ...given, ...named(operation, (await context.params) ?? {}, given) });
      const answer = await answerOf(operation, actor, input, key, () =>
        fingerprint(request.method, new URL(request.url).pathname, given),
      );
      if (answer.replayed) headers.set("Idempotency-Replayed", "true");
      headers.set("Content-Type", "application/json");
      return new Response(answer.body, { status: answer.status, headers });
    } catch (error) {
      const status = error instanceof PayloadTooLarge ? 413 : error instanceof KeyReused ? 422 : undefined;
      return problemResponse(toRefusal(error, from.requestId), from.requestId, headers, status);
    }
  };
  // What a test compares with the tree and the document.
  return Object.assign(route, { operation });
}

async function actorOf(
  request: Request,
  from: Awaited<ReturnType<typeof requestFrom>>,
  headers: Headers,
): Promise<Actor> {
  const token = bearerToken(request.headers.get("authorization"));
  const actor = token === null ? null : await authenticateAccessToken(token, from);
  if (actor !== null) return actor;
  headers.set("WWW-Authenticate", token === null ? challengeFor(REALM) : invalidToken(REALM));
  throw new DomainError("unauthenticated", "Send a valid access token as Authorization: Bearer lk_access_….");
}

/** The path alone says which key is meant; a second answer to that is refused like any other unknown field. */
function named({ params }: Operation, path: Params, given: Record<string, unknown>): Params {
  const fields = Object.entries(path).map(([name, value]) => [params[name] ?? name, value] as const);
  for (const [field] of fields) if (Object.hasOwn(given, field)) throw unknownField(field);
  return Object.fromEntries(fields);
}

async function answerOf(
  { run, kept, status = 200 }: Operation,
  actor: Actor,
  input: unknown,
  key: string | null,
  fingerprintOf: () => Uint8Array,
): Promise<{ status: number; body: string; replayed?: true }> {
  const written = (answer: unknown) => ({ status, body: JSON.stringify(answer) });
  if (key === null || kept === undefined) return written(await run(actor, input));
  const call = { key, fingerprint: fingerprintOf(), kept: (answer: unknown) => written(kept(answer)) };
  const once = await runOnce(actor, call, (alongside) => run(actor, input, alongside));
  return "made" in once ? written(once.made) : { ...once.replayed, replayed: true };
}

const unknownField = (name: string): DomainError =>
  new DomainError("invalid", `${name}: There is no such field.`, { [name]: "There is no such field." });
