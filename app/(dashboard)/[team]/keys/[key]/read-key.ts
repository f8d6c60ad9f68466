import { notFound } from "next/navigation";
import { cache } from "react";
import { requireActor } from "@/lib/auth/require-actor";
import { DomainError } from "@/lib/errors";
import { readId } from "@/lib/ids";
import { getKey } from "@/lib/keys/get-key";

/** The key and its uuid; a foreign key and an unknown one are the same 404. */
export const readKey = cache(async (teamSlug: string, shownId: string) => {
  const { actor } = await requireActor(teamSlug);
  const uuid = readId("key", shownId);
  if (uuid === null) notFound();
  try {
    return { actor, uuid, key: await getKey(actor, shownId) };
  } catch (error) {
    if (error instanceof DomainError && error.code === "not_found") notFound();
    throw error;
  }
});
