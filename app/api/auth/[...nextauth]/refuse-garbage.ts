import type { NextRequest } from "next/server";
import { cookiesFor } from "@/lib/auth/cookies";
import { env } from "@/lib/env";
import { DomainError } from "@/lib/errors";
import { problemResponse } from "@/lib/http/problem-response";
import { newRequestId } from "@/lib/http/request-id";

const FORM = /^application\/x-www-form-urlencoded\b/i;

/** What can stand in a `Location`, and leads to a web page. */
const isAddress = (text: string): boolean =>
  /^(\/|https?:\/\/)[\x21-\x7e]*$/.test(text) && URL.canParse(text, "http://nowhere.invalid");

function refuse(detail: string, status?: number, headers?: HeadersInit): Response {
  return problemResponse(new DomainError("invalid", detail), newRequestId(), headers, status);
}

/** Answers what next-auth would take for a fault of ours, and log with all that came; null for the rest. */
export async function refuseGarbage(request: NextRequest): Promise<Response | null> {
  const isPost = request.method === "POST";
  if (isPost && !FORM.test(request.headers.get("content-type") ?? "")) {
    return refuse("Signing in and out takes a form. Send application/x-www-form-urlencoded.", 415);
  }
  const form = isPost ? new URLSearchParams(await request.clone().text()) : new URLSearchParams();
  const query = request.nextUrl.searchParams;
  if (
    ![...query.getAll("callbackUrl"), ...form.getAll("callbackUrl")].every((text) => text === "" || isAddress(text))
  ) {
    return refuse("callbackUrl is no address. Leave it out, or send a path.");
  }
  if (!query.getAll("error").every((text) => /^[\x20-\x7e]*$/.test(text))) return refuse("There is no such error.");
  const { name, options } = cookiesFor(env().NEXTAUTH_URL).callbackUrl;
  const cookie = request.cookies.get(name)?.value;
  if (cookie === undefined || cookie === "" || isAddress(cookie)) return null;
  // Gone with this answer, so that the next try works.
  const gone = `${name}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax${options.secure ? "; Secure" : ""}`;
  return refuse("A cookie of this site could not be read and was removed. Try again.", 400, { "Set-Cookie": gone });
}
