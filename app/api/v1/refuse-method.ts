import { PROBLEM_CONTENT_TYPE, problemBody } from "@/lib/http/problem";
import { newRequestId } from "@/lib/http/request-id";

/** What a path answers to the methods it does not take: 405 with `Allow`; to OPTIONS, what it takes. */
export function refuseMethod(...taken: string[]): (request: Request) => Response {
  const allow = [...taken, ...(taken.includes("GET") ? ["HEAD"] : []), "OPTIONS"].join(", ");
  return (request) => {
    const requestId = newRequestId();
    const headers = { Allow: allow, "X-Request-Id": requestId, "Cache-Control": "no-store" };
    if (request.method === "OPTIONS") return new Response(null, { status: 204, headers });
    return new Response(problemBody(405, `This path takes ${allow}.`, requestId), {
      status: 405,
      headers: { ...headers, "Content-Type": PROBLEM_CONTENT_TYPE },
    });
  };
}
