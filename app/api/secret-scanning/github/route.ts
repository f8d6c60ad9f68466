import { requestFrom } from "@/lib/auth/request-from";
import { DomainError } from "@/lib/errors";
import { mostBodyBytes, SECRET_SCANNING_PATH } from "@/lib/http/body-limit";
import { problemResponse } from "@/lib/http/problem-response";
import { PayloadTooLarge, readBody } from "@/lib/http/read-body";
import { takeMatches } from "@/lib/leaks/github/take-matches";
import { toRefusal } from "@/lib/refusal";

const JSON_TYPE = /^application\/json(;\s*charset="?utf-8"?)?$/i;

/** What GitHub's secret scanning has found of our keys, signed by it. There is no session here: the signature is all that counts. */
export async function POST(request: Request): Promise<Response> {
  const from = await requestFrom();
  const refuse = (error: DomainError, status?: number) => problemResponse(error, from.requestId, {}, status);
  try {
    if (!JSON_TYPE.test(request.headers.get("content-type") ?? "")) {
      return refuse(new DomainError("invalid", "Send the report as Content-Type: application/json."), 415);
    }
    const feedback = await takeMatches(
      {
        body: await readBody(request, mostBodyBytes(SECRET_SCANNING_PATH)),
        keyId: request.headers.get("github-public-key-identifier"),
        signature: request.headers.get("github-public-key-signature"),
      },
      from,
    );
    const headers = { "Cache-Control": "no-store", "X-Request-Id": from.requestId };
    return Response.json(feedback, { headers });
  } catch (error) {
    return refuse(toRefusal(error, from.requestId), error instanceof PayloadTooLarge ? 413 : undefined);
  }
}
