"use client";

import { useTeamIfAny } from "@/components/shell/team-context";

/** Where the trail on this page lives: a team's, or the deployment's own. */
export function useTrailPath(): string {
  const team = useTeamIfAny();
  return team === null ? "/operator/audit" : `/${team.slug}/audit`;
}
