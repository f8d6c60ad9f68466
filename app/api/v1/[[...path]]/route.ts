import { PROBLEM_CONTENT_TYPE, problemBody } from "@/lib/http/problem";
import { newRequestId } from "@/lib/http/request-id";

/** Every path the management API does not have: a program gets a problem, not a page. */
function unknownPath(): Response {
  const requestId = newRequestId();
  const detail = "The management API has no such path. /docs/api lists those it has.";
  return new Response(problemBody(404, detail, requestId), {
    status: 404,
    headers: { "Content-Type": PROBLEM_CONTENT_TYPE, "X-Request-Id": requestId, "Cache-Control": "no-store" },
  });
}

export {
  unknownPath as DELETE,
  unknownPath as GET,
  unknownPath as OPTIONS,
  unknownPath as PATCH,
  unknownPath as POST,
  unknownPath as PUT,
};
