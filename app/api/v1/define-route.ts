import type { z } from "zod";
import type { Actor } from "@/lib/auth/actor";
import { authenticateAccessToken } from "@/lib/auth/authenticate-access-token";
import { requestFrom } from "@/lib/auth/request-from";
import { DomainError } from "@/lib/errors";
import { bearerToken } from "@/lib/http/bearer";
import { challengeFor, invalidToken } from "@/lib/http/challenge";
import { problemResponse } from "@/lib/http/problem-response";
import { toRefusal } from "@/lib/refusal";
import { givenBody, givenQuery, PayloadTooLarge } from "./given-input";

const REALM = "latchkey";
// Next answers HEAD by the GET handler.
const READS = ["GET", "HEAD"];
type Params = Record<string, string>;

/**
 * A route of the management API over one domain function: access token, size, JSON, the domain's own schema, the function,
 * problem+json. Path parameters join the body (or, for GET, the query) as fields of the schema.
 */
export function defineRoute<Schema extends z.ZodType, T>(
  schema: Schema,
  run: (actor: Actor, input: z.output<Schema>) => Promise<T>,
  options: { status?: number; params?: Record<string, string> } = {},
) {
  return async (request: Request, context: { params: Promise<Params | undefined> }): Promise<Response> => {
    const from = await requestFrom();
    const headers = new Headers({ "X-Request-Id": from.requestId, "Cache-Control": "no-store" });
    try {
      const token = bearerToken(request.headers.get("authorization"));
      const actor = token === null ? null : await authenticateAccessToken(token, from);
      if (actor === null) {
        headers.set("WWW-Authenticate", token === null ? challengeFor(REALM) : invalidToken(REALM));
        throw new DomainError("unauthenticated", "Send a valid access token as Authorization: Bearer lk_access_….");
      }
      const given = READS.includes(request.method) ? givenQuery(request) : await givenBody(request);
      const named = Object.entries((await context.params) ?? {}).map(([name, value]) => {
        const field = options.params?.[name] ?? name;
        // The path alone says which key is meant; a second answer to that is refused like any other unknown field.
        if (Object.hasOwn(given, field)) throw unknownField(field);
        return [field, value];
      });
      const result = await run(actor, schema.parse({ ...given, ...Object.fromEntries(named) }));
      return Response.json(result, { status: options.status ?? 200, headers });
    } catch (error) {
      const status = error instanceof PayloadTooLarge ? 413 : undefined;
      return problemResponse(toRefusal(error, from.requestId), from.requestId, headers, status);
    }
  };
}

const unknownField = (name: string): DomainError =>
  new DomainError("invalid", `${name}: There is no such field.`, { [name]: "There is no such field." });
