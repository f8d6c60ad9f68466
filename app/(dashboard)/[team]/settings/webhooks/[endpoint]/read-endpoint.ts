import { notFound } from "next/navigation";
import { cache } from "react";
import { requireActor } from "@/lib/auth/require-actor";
import { DomainError } from "@/lib/errors";
import { getEndpoint } from "@/lib/webhooks/get-endpoint";

/** The endpoint of this page, read once a request; a foreign one and an unknown one are the same 404. */
export const readEndpoint = cache(async (teamSlug: string, shownId: string) => {
  const { actor } = await requireActor(teamSlug);
  try {
    return { actor, endpoint: await getEndpoint(actor, shownId) };
  } catch (error) {
    if (error instanceof DomainError && error.code === "not_found") notFound();
    throw error;
  }
});
