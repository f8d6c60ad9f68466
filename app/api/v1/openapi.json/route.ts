import { createHash } from "node:crypto";
import { problemResponse } from "@/lib/http/problem-response";
import { newRequestId } from "@/lib/http/request-id";
import { deploymentDocument } from "@/lib/management-api/deployment-document";
import { toRefusal } from "@/lib/refusal";
import { refuseMethod } from "../refuse-method";

/** The OpenAPI document. It holds no secret and is public, as the pages of the documentation are. */
export async function GET(request: Request): Promise<Response> {
  const requestId = newRequestId();
  const headers = new Headers({ "X-Request-Id": requestId });
  try {
    const body = JSON.stringify(await deploymentDocument());
    const tag = `"${createHash("sha256").update(body).digest("base64url")}"`;
    headers.set("ETag", tag);
    headers.set("Cache-Control", "public, no-cache");
    if (isKnown(request.headers.get("if-none-match"), tag)) return new Response(null, { status: 304, headers });
    headers.set("Content-Type", "application/json");
    return new Response(body, { headers });
  } catch (error) {
    return problemResponse(toRefusal(error, requestId), requestId);
  }
}

/** RFC 9110 §13.1.2: compared weakly, since a proxy that compresses makes tags weak. */
const isKnown = (ifNoneMatch: string | null, tag: string): boolean =>
  ifNoneMatch?.split(",").some((one) => one.trim() === "*" || one.trim().replace(/^W\//, "") === tag) ?? false;

const refused = refuseMethod("GET");

export { refused as DELETE, refused as OPTIONS, refused as PATCH, refused as POST, refused as PUT };
