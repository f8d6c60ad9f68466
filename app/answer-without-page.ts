import { type RequestFrom, requestFrom } from "@/lib/auth/request-from";
import { problemResponse } from "@/lib/http/problem-response";
import { toRefusal } from "@/lib/refusal";

/**
 * What a route of the dashboard answers that is no page: JSON that no cache keeps, a `Response` as it is, and what was thrown as
 * problem+json. So is that nobody is signed in: a program that gets the sign-in page would take it for data.
 */
export async function answerWithoutPage(run: (from: RequestFrom) => Promise<unknown>): Promise<Response> {
  const from = await requestFrom();
  try {
    const answer = await run(from);
    return answer instanceof Response ? answer : Response.json(answer, { headers: { "Cache-Control": "no-store" } });
  } catch (error) {
    return problemResponse(toRefusal(error, from.requestId), from.requestId);
  }
}
