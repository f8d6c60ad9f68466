import "server-only";
import { notFound } from "next/navigation";
import { cache } from "react";
import { type ActorInTeam, findActor } from "./find-actor";
import { requestFrom } from "./request-from";
import { sendToSignIn } from "./send-to-sign-in";
import type { SignedIn } from "./sessions/session";
import { signedIn } from "./signed-in";

/** For pages: the actor in this team. Nobody signed in goes to sign-in and back; no member of the team sees "not found". */
export const requireActor = cache(async (teamSlug: string): Promise<ActorInTeam & { person: SignedIn }> => {
  const person = await signedIn();
  if (person === null) return sendToSignIn();
  const found = await findActor(person, teamSlug, await requestFrom());
  if (found === null) notFound();
  return { ...found, person };
});
