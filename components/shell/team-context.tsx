"use client";

import { createContext, type ReactNode, useContext } from "react";
import { type Action, can } from "@/lib/auth/permissions";
import type { Role } from "@/lib/auth/role";
import type { KeyView } from "@/lib/keys/view";

export type TeamInfo = {
  slug: string;
  name: string;
  /** Where the gateway answers, without a trailing slash. */
  gatewayUrl: string;
  keyPrefix: string;
  scopes: { name: string; summary: string; minimumRole: Role }[];
  defaultRateLimit: { limit: number; windowSeconds: number };
  maximumLifetimeDays: number | null;
  /** `userId` is the shown id, as views carry it. */
  me: { role: Role; userId: string; name: string; email: string };
  teams: { name: string; slug: string }[];
};

const TeamContext = createContext<TeamInfo | null>(null);

export function TeamProvider({ team, children }: { team: TeamInfo; children: ReactNode }) {
  return <TeamContext value={team}>{children}</TeamContext>;
}

export function useTeam(): TeamInfo {
  const team = useContext(TeamContext);
  if (team === null) throw new Error("useTeam is used outside a team's pages.");
  return team;
}

/** Whether to offer an act; the server decides again. */
export function useMay(): (action: Action, key?: KeyView) => boolean {
  const { me } = useTeam();
  return (action, key) => can(me, action, key && { createdById: key.createdBy.id });
}
