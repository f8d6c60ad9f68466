import "server-only";
import { DomainError } from "@/lib/errors";
import type { SignedIn } from "./sessions/session";
import { signedIn, signedInUnconfirmed } from "./signed-in";

/**
 * For actions and routes, which answer in data: who is signed in.
 * @throws DomainError unauthenticated; forbidden when the address is not confirmed yet
 */
export async function demandPerson(): Promise<SignedIn> {
  const person = await signedIn();
  if (person !== null) return person;
  if ((await signedInUnconfirmed()) === null)
    throw new DomainError("unauthenticated", "Your session has ended. Sign in again.");
  throw new DomainError(
    "forbidden",
    "Your address is not confirmed yet. Open the link in the mail that was sent to it.",
  );
}
