import { STATUS_CODES } from "node:http";
import { PROBLEM_CONTENT_TYPE } from "@/lib/http/problem";
import type { DocumentedResponse, Header } from "./document-types";
import type { Operation } from "./operation";
import { REFUSALS, refusalsOf } from "./statuses";

export const ref = (name: string, kind: "schemas" | "responses" = "schemas") => ({
  $ref: `#/components/${kind}/${name}`,
});

const header = (description: string, required?: true): Header => ({
  description,
  ...(required && { required }),
  schema: { type: "string" },
});
const REQUEST_ID = { "X-Request-Id": header("Names this answer in the logs.", true) };

const HEADERS: Record<number, Record<string, Header>> = {
  401: { "WWW-Authenticate": header("`Bearer`, with `error` when a token came.", true) },
  409: {
    "Retry-After": header("In seconds; only where a first request with this `Idempotency-Key` is still running."),
  },
  503: { "Retry-After": header("When to try again, in seconds.", true) },
};

/** One component a status: what a refusal says does not depend on the operation. */
export const refusalResponses = (): Record<string, DocumentedResponse> =>
  Object.fromEntries(
    Object.entries(REFUSALS).map(([code, { name, says, detail }]) => {
      const status = Number(code);
      const example = {
        type: "about:blank",
        title: STATUS_CODES[status],
        status,
        detail,
        requestId: "req_0dkq3n5c2h8xw1",
      };
      return [
        name,
        {
          description: says,
          headers: { ...REQUEST_ID, ...HEADERS[status] },
          content: { [PROBLEM_CONTENT_TYPE]: { schema: ref("Problem"), example } },
        },
      ];
    }),
  );

/** What an operation answers, by status. */
export function documentResponses(operation: Operation): Record<string, DocumentedResponse | { $ref: string }> {
  const { answer, status = 200, kept } = operation;
  const success: DocumentedResponse = {
    description: status === 201 ? "Made." : "Done.",
    headers: {
      ...REQUEST_ID,
      ...(kept && {
        "Idempotency-Replayed": header("`true` where this is the first answer again, its secret masked."),
      }),
    },
    content: { "application/json": { schema: ref(answer.name), example: answer.example } },
  };
  const refusals = refusalsOf(operation).map((code) => [code, ref(REFUSALS[code]?.name ?? "", "responses")]);
  return { [status]: success, ...Object.fromEntries(refusals) };
}
