import { notFound } from "next/navigation";
import { cache } from "react";
import { DomainError } from "@/lib/errors";
import { readTeamOfDeployment, type TeamDetail } from "@/lib/operator/read-team-of-deployment";
import { requireOperatorPage } from "@/lib/operator/require-operator-page";

/** The team of this page, read once a request; an unknown one is "not found". */
export const readTeam = cache(async (teamId: string): Promise<TeamDetail> => {
  const person = await requireOperatorPage();
  try {
    return await readTeamOfDeployment(person, { teamId });
  } catch (error) {
    if (error instanceof DomainError && error.code === "not_found") notFound();
    throw error;
  }
});
