import "server-only";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { PATH_HEADER } from "@/lib/http/front-headers";
import { signInPath } from "./sign-in-path";
import { signedInUnconfirmed } from "./signed-in";

/** For pages that found nobody: to the sign-in and back, or, for who has signed in but not confirmed their address, to that. */
export async function sendToSignIn(): Promise<never> {
  if ((await signedInUnconfirmed()) !== null) redirect("/confirm-email");
  redirect(signInPath((await headers()).get(PATH_HEADER)));
}
