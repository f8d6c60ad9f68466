import "server-only";
import { cache } from "react";
import type { Person } from "./person";
import { requestFrom } from "./request-from";
import { sendToSignIn } from "./send-to-sign-in";
import { signedIn } from "./signed-in";

/** For pages of no team: who is signed in. Nobody signed in goes to sign-in and back. */
export const requirePerson = cache(async (): Promise<Person> => {
  const person = await signedIn();
  if (person === null) return sendToSignIn();
  return { ...person, ...(await requestFrom()) };
});
