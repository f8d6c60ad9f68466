"use client";

import { createContext, type ReactNode, useContext } from "react";
import { type Action, can } from "@/lib/auth/permissions";
import type { Role } from "@/lib/auth/role";
import type { Environment } from "@/lib/keys/environment";
import type { KeyView } from "@/lib/keys/view";
import type { LeakResponse } from "@/lib/leaks/leak-response";
import type { PolicyInForce } from "@/lib/policies/policy";

export type TeamInfo = {
  slug: string;
  name: string;
  /** Where the gateway answers, without a trailing slash. */
  gatewayUrl: string;
  keyPrefix: string;
  scopes: { name: string; summary: string; minimumRole: Role; retired: boolean }[];
  defaultRateLimit: { limit: number; windowSeconds: number };
  /** What all keys of the team may use together, set by the provider; null: each has its own limit alone. */
  teamLimit: { limit: number; windowSeconds: number } | null;
  /** What provider and team ask of keys, and who asks it. */
  policy: PolicyInForce;
  /** Whether a secret that is made now can be shown again. */
  storageMode: "irretrievable" | "retrievable";
  /** What follows when a leaked secret is reported. */
  leakResponse: LeakResponse;
  /** `userId` is the shown id, as views carry it. */
  me: { role: Role; userId: string; name: string; email: string; isOperator: boolean };
  teams: { name: string; slug: string }[];
  /** How many alerts nobody has acknowledged or muted. */
  openAlerts: Record<Environment, number>;
};

const TeamContext = createContext<TeamInfo | null>(null);

export function TeamProvider({ team, children }: { team: TeamInfo; children: ReactNode }) {
  return <TeamContext value={team}>{children}</TeamContext>;
}

/** For what also stands on pages of no team. */
export const useTeamIfAny = (): TeamInfo | null => useContext(TeamContext);

export function useTeam(): TeamInfo {
  const team = useContext(TeamContext);
  if (team === null) throw new Error("useTeam is used outside a team's pages.");
  return team;
}

/** Whether to offer an act; the server decides again. */
export function useMay(): (action: Action, key?: Pick<KeyView, "createdBy">) => boolean {
  const { me } = useTeam();
  return (action, key) => can(me, action, key && { createdById: key.createdBy.id });
}
